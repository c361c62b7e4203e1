; The installer for Windows: lays one folder of files down, and takes it away again.
;
;   makensis -V2 -WX -INPUTCHARSET UTF8 -DTREE=FOLDER -DVERSION=0.1.0 -DLONGEST=N -DICON=FILE.ico -DOUT=FILE.exe zhunsheng.nsi
;
; TREE is what PyInstaller left; LONGEST the letters of its longest path. build.ps1 and check.py give both.
;
;   /S            ask nothing
;   /ALLUSERS     for everyone on this machine: needs an administrator, and closes the firewall for the program
;   /D=FOLDER     another place, written last and without quotes; an upgrade stays where the program is
;
; Exit codes are those of Windows: 0 done, 1 cancelled, 32 the program runs, 183 the folder belongs to something else,
; 206 the path is too long, 740 needs an administrator, 1150 Windows too old, 1618 another installer runs, 1638 newer or
; otherwise installed; 2 when laying files down failed. Nothing that was installed has changed after any of them but 0.
;
; Documents, libraries, settings and models lie in the user's own folder. Nothing here reads or erases them: only the
; application does.

Unicode true
; 64 bit, as everything in the package is: no second view of registry and system folders to keep in mind.
Target amd64-unicode
!ifndef TREE | VERSION | LONGEST | ICON | OUT
  !error "TREE, VERSION, LONGEST, ICON and OUT have to be given"
!endif
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include MUI2.nsh

!define NAME "准绳 Zhunsheng"
!define PUBLISHER "Zhunsheng"
!define WINDOW "zhunshengw.exe" ; the program without a console
!define COMMAND "zhunsheng.exe" ; the same for the command line
!define ARP "Software\Microsoft\Windows\CurrentVersion\Uninstall\Zhunsheng"
!define CLASSES "Software\Classes"
!define RULE "Zhunsheng offline"
!define LONGEST_PATH 259 ; MAX_PATH without its closing zero, which Explorer and older systems still go by

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ShowInstDetails hide
ShowUninstDetails hide
; Times from TREE would be those of the build; files are new here.
SetDateSave off

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
!define MUI_PAGE_CUSTOMFUNCTION_PRE OnlyWhenNew
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckPlace
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English
!include texts.nsh
!include registry.nsh

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 ProductName "${NAME}"
VIAddVersionKey /LANG=0 FileDescription "${NAME}"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=0 LegalCopyright "Apache-2.0"

Var All ; 1: for everyone on this machine
Var Installed ; the version that is there, "" when none is
Var Words ; of this start, for the start as administrator
Var Size ; kilobytes

; Say it where somebody reads it, and end with a code of Windows.
!macro Refuse CODE TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

; ---- what both halves do ----
!macro Shared UN
  ; The rights that /ALLUSERS needs: asked for in a window, refused in silence.
  Function ${UN}RequireAdministrator
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${If} ${Silent}
        ${Refuse} 740 "$(NeedsAdministrator)"
      ${EndIf}
      !if "${UN}" == ""
        ExecShell runas "$EXEPATH" "$Words"
      !else
        ExecShell runas "$INSTDIR\Uninstall.exe"
      !endif
      SetErrorLevel 0
      Quit
    ${EndIf}
  FunctionEnd

  Function ${UN}RequireAlone
    System::Call 'kernel32::CreateMutex(p 0, i 1, t "ZhunshengSetup") p .r1 ?e'
    Pop $0
    ${If} $0 = 183
      ${Refuse} 1618 "$(AnotherSetup)"
    ${EndIf}
  FunctionEnd

  ; A program that runs cannot be opened for writing. Its workers are the same files.
  Function ${UN}RequireClosed
    again:
    ${For} $1 1 2
      StrCpy $2 "$INSTDIR\app\${WINDOW}"
      ${If} $1 = 2
        StrCpy $2 "$INSTDIR\app\${COMMAND}"
      ${EndIf}
      ${If} ${FileExists} "$2"
        ClearErrors
        FileOpen $0 "$2" a
        ${If} ${Errors}
          MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY again
          SetErrorLevel 32
          Quit
        ${EndIf}
        FileClose $0
      ${EndIf}
    ${Next}
  FunctionEnd

  Function ${UN}OpenFirewall
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${RULE}"'
    Pop $0
  FunctionEnd
!macroend
!insertmacro Shared ""
!insertmacro Shared "un."

; ---- installing ----
Function .onInit
  ${IfNot} ${AtLeastWin10}
    ${Refuse} 1150 "$(OldWindows)"
  ${EndIf}
  StrCpy $All 0
  SetShellVarContext current
  ${GetParameters} $Words
  ClearErrors
  ${GetOptions} $Words "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $All 1
    SetShellVarContext all
    Call RequireAdministrator
  ${Else}
    ReadRegStr $0 HKLM "${ARP}" DisplayVersion
    ${If} $0 != ""
      ${Refuse} 1638 "$(ForEveryone)"
    ${EndIf}
  ${EndIf}
  Call RequireAlone
  ReadRegStr $Installed SHCTX "${ARP}" DisplayVersion
  ${If} $Installed != ""
    ${VersionCompare} $Installed "${VERSION}" $0
    ${If} $0 = 1
      ${Refuse} 1638 "$(IsNewer)"
    ${EndIf}
    ReadRegStr $0 SHCTX "${ARP}" InstallLocation
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $All = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Zhunsheng"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Zhunsheng"
    ${EndIf}
  ${EndIf}
  Call RequireClosed
  ${If} ${Silent}
    Call CheckPlace
  ${EndIf}
FunctionEnd

Function OnlyWhenNew
  ${If} $Installed != ""
    Abort ; the page, not the installer: an upgrade stays where the program is
  ${EndIf}
FunctionEnd

; The place is ours or free, and no file below it gets a path that programs cannot open.
Function CheckPlace
  StrLen $0 "$INSTDIR\app.new\"
  IntOp $0 $0 + ${LONGEST}
  ${If} $0 > ${LONGEST_PATH}
    StrCpy $1 206
    StrCpy $2 "$(TooLong)"
  ${ElseIf} ${FileExists} "$INSTDIR\app\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\app\${COMMAND}"
    StrCpy $1 183
    StrCpy $2 "$(IsTaken)"
  ${Else}
    Return
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "$2" /SD IDOK
  ${IfNot} ${Silent}
    Abort ; stay on the page
  ${EndIf}
  SetErrorLevel $1
  Quit
FunctionEnd

Section "-application" Application
  ; A computer that went off between the two renames below: the version before is whole.
  ${IfNot} ${FileExists} "$INSTDIR\app\*.*"
  ${AndIf} ${FileExists} "$INSTDIR\app.old\${COMMAND}"
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
  ${EndIf}
  RMDir /r "$INSTDIR\app.new"
  RMDir /r "$INSTDIR\app.old"
  SetOutPath "$INSTDIR\app.new"
  File /r "${TREE}\*.*"
  ; Beside the old version until it is whole; no file of the old one stays behind among the new.
  SetOutPath "$INSTDIR"
  Call RequireClosed
  ${If} ${FileExists} "$INSTDIR\app\*.*"
    ClearErrors
    Rename "$INSTDIR\app" "$INSTDIR\app.old"
    ${If} ${Errors}
      Call GiveUp
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\app.new" "$INSTDIR\app"
  ${If} ${Errors}
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
    Call GiveUp
  ${EndIf}
  RMDir /r "$INSTDIR\app.old"
  File "/oname=zhunsheng.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
SectionEnd

Section "-known to Windows"
  SetOutPath "$PROFILE" ; where a start from the menu stands
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\app\${WINDOW}" "" "$INSTDIR\zhunsheng.ico"
  SetOutPath "$INSTDIR"

  !insertmacro OwnType ".zslib" "Zhunsheng.Library" "$(LibraryType)"
  !insertmacro OwnType ".zsupdate" "Zhunsheng.Update" "$(UpdateType)"
  ; "Open with" and no more: what opens these files now goes on opening them.
  !insertmacro Opens "Zhunsheng.Document" "$(DocumentType)"
  !insertmacro OpenWith ".pdf"
  !insertmacro OpenWith ".docx"
  !insertmacro OpenWith ".ofd"
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}" FriendlyAppName "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\shell\open\command" "" '"$INSTDIR\app\${WINDOW}" open "%1"'
  Call TellExplorer

  SectionGetSize ${Application} $Size
  WriteRegStr SHCTX "${ARP}" DisplayName "${NAME}"
  WriteRegStr SHCTX "${ARP}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${ARP}" DisplayIcon "$INSTDIR\zhunsheng.ico"
  WriteRegStr SHCTX "${ARP}" Publisher "${PUBLISHER}"
  WriteRegStr SHCTX "${ARP}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${ARP}" UninstallString '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "${ARP}" QuietUninstallString '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "${ARP}" EstimatedSize $Size
  WriteRegDWORD SHCTX "${ARP}" NoModify 1
  WriteRegDWORD SHCTX "${ARP}" NoRepair 1

  ${If} $All = 1 ; only an administrator may, and only an administrator can take it back
    Call OpenFirewall
    !insertmacro CloseFirewall "${WINDOW}" out
    !insertmacro CloseFirewall "${WINDOW}" in
    !insertmacro CloseFirewall "${COMMAND}" out
    !insertmacro CloseFirewall "${COMMAND}" in
  ${EndIf}
SectionEnd

Function GiveUp
  RMDir /r "$INSTDIR\app.new"
  MessageBox MB_OK|MB_ICONSTOP "$(NotReplaced)" /SD IDOK
  SetErrorLevel 32
  Abort
FunctionEnd

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\app.new"
  RMDir "$INSTDIR"
FunctionEnd

; By way of the Explorer: the program must not run as the administrator that installs it.
Function Start
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\app\${WINDOW}"'
FunctionEnd

; ---- removing ----
Function un.onInit
  SetShellVarContext all
  ReadRegStr $0 HKLM "${ARP}" InstallLocation
  ${If} $0 == $INSTDIR
    StrCpy $All 1
    Call un.RequireAdministrator
  ${Else}
    StrCpy $All 0
    SetShellVarContext current
  ${EndIf}
  Call un.RequireAlone
  Call un.RequireClosed
FunctionEnd

Section "Uninstall"
  ; Named one by one: the folder itself may have been chosen among other things of the user.
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\app.new"
  RMDir /r "$INSTDIR\app.old"
  Delete "$INSTDIR\zhunsheng.ico"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro NoOwnType ".zslib" "Zhunsheng.Library"
  !insertmacro NoOwnType ".zsupdate" "Zhunsheng.Update"
  !insertmacro NoOpenWith ".pdf"
  !insertmacro NoOpenWith ".docx"
  !insertmacro NoOpenWith ".ofd"
  DeleteRegKey SHCTX "${CLASSES}\Zhunsheng.Document"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${WINDOW}"
  DeleteRegKey SHCTX "${ARP}"
  Call un.TellExplorer
  ${If} $All = 1
    Call un.OpenFirewall
  ${EndIf}
SectionEnd
