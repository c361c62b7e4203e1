; What Windows is told of files and of the firewall, and how it is told to forget it.

!macro Opens TYPE TEXT
  WriteRegStr SHCTX "${CLASSES}\${TYPE}" "" "${TEXT}"
  WriteRegStr SHCTX "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\zhunsheng.ico"
  WriteRegStr SHCTX "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\app\${WINDOW}" open "%1"'
!macroend

!macro OwnType EXTENSION TYPE TEXT
  !insertmacro Opens "${TYPE}" "${TEXT}"
  WriteRegStr SHCTX "${CLASSES}\${EXTENSION}" "" "${TYPE}"
!macroend

; Taken back only while it is still ours: another program may have taken the ending since.
!macro NoOwnType EXTENSION TYPE
  ReadRegStr $0 SHCTX "${CLASSES}\${EXTENSION}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue SHCTX "${CLASSES}\${EXTENSION}" ""
    DeleteRegKey /ifempty SHCTX "${CLASSES}\${EXTENSION}"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\${TYPE}"
!macroend

!macro OpenWith EXTENSION
  WriteRegStr SHCTX "${CLASSES}\${EXTENSION}\OpenWithProgids" "Zhunsheng.Document" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\SupportedTypes" "${EXTENSION}" ""
!macroend

!macro NoOpenWith EXTENSION
  DeleteRegValue SHCTX "${CLASSES}\${EXTENSION}\OpenWithProgids" "Zhunsheng.Document"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${EXTENSION}"
!macroend

; The program's own guard on Windows binds Python and not native libraries: this rule binds both.
!macro CloseFirewall PROGRAM DIRECTION
  nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE}" dir=${DIRECTION} action=block \
    program="$INSTDIR\app\${PROGRAM}" profile=any enable=yes'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NoRule)" /SD IDOK
  ${EndIf}
!macroend

!macro TellExplorer UN
  Function ${UN}TellExplorer
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  FunctionEnd
!macroend
!insertmacro TellExplorer ""
!insertmacro TellExplorer "un."
