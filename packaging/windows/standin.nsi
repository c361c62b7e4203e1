; Small programs in the place of the real ones, for check.py: -DOUT=FILE.exe [-DRECORDS=1]
;
; Started, it stays until there is C:\stop.txt, at most for two minutes: a program that runs. With RECORDS it writes down how it was called, and ends: netsh.
Unicode true
!include LogicLib.nsh
Target amd64-unicode
Name "stand-in"
OutFile "${OUT}"
SilentInstall silent
RequestExecutionLevel user
Section
  !ifdef RECORDS
    FileOpen $0 "C:\netsh.txt" a
    FileSeek $0 0 END
    FileWriteUTF16LE $0 "$CMDLINE$\n"
    FileClose $0
  !else
    ${For} $0 1 600
      Sleep 200
      ${If} ${FileExists} "C:\stop.txt"
        ${Break}
      ${EndIf}
    ${Next}
  !endif
SectionEnd
