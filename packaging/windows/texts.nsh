; What a person reads, in both languages.

!macro Text NAME CHINESE ENGLISH
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!define Text "!insertmacro Text"

${Text} LibraryType "准绳文库包" "Zhunsheng library"
${Text} UpdateType "准绳升级包" "Zhunsheng update"
${Text} DocumentType "文件" "Document"
${Text} OldWindows "需要 Windows 10 或更新的版本（64 位）。" \
  "Windows 10 or newer (64 bit) is needed."
${Text} NeedsAdministrator "给所有用户安装或移除需要管理员权限。请以管理员身份运行；不加 /ALLUSERS 则只装给自己，不需要权限。" \
  "To install or remove for everyone, run this as an administrator. Without /ALLUSERS it installs for you alone and needs none."
${Text} AnotherSetup "另一个准绳安装程序正在运行。请等它结束再试。" \
  "Another installer of Zhunsheng is running. Try again when it has ended."
${Text} IsRunning "准绳正在运行。请关闭它的窗口（也看看任务栏右侧的图标），等几秒再重试。" \
  "Zhunsheng is running. Close its window (see also the icons beside the clock), wait some seconds and retry."
${Text} ForEveryone "这台机器上已经给所有用户装了准绳。请管理员以 /ALLUSERS 升级，或先移除它。" \
  "Zhunsheng is installed for everyone on this machine. An administrator can upgrade it with /ALLUSERS, or remove it first."
${Text} IsNewer "装着的 $Installed 版比这个安装程序（${VERSION}）新，没有改动。确要退回，请先移除它；资料会留着，但旧版可能打不开新版的文库，请先备份。" \
  "The installed version $Installed is newer than this installer (${VERSION}); nothing was changed. To go back, remove it first: your \
data stay, but an older version may not open a newer library, so make a backup."
${Text} TooLong "这个文件夹的路径太长：装好以后有的文件会超过 ${LONGEST_PATH} 个字符，Windows 打不开。请选短一些的，如 D:\Zhunsheng。" \
  "The path of this folder is too long: some files would exceed ${LONGEST_PATH} characters, which Windows cannot open. Choose a \
shorter one, such as D:\Zhunsheng."
${Text} IsTaken "$INSTDIR 里已有一个名为 app 的文件夹，不是准绳的。请另选一个文件夹。" \
  "$INSTDIR holds a folder named app that is not Zhunsheng's. Choose another folder."
${Text} NotReplaced "有文件正被使用，没有替换，原来的版本照旧。请关闭准绳和打开着它的文件夹的窗口，再试一次。" \
  "A file is in use, so nothing was replaced; the version before is as it was. Close Zhunsheng and windows that show its folder, then try again."
${Text} NoRule "防火墙规则没有设上，程序已装好。请管理员自己设一条禁止它联网的规则（见 docs/windows.md）。" \
  "The firewall rule could not be set; the program is installed. An administrator may set one by hand (docs/windows.md)."
