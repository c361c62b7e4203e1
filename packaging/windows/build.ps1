<#
.SYNOPSIS
Build the installer for Windows from this checkout, on a 64-bit Windows host.

.DESCRIPTION
Packs what is committed, not what lies in the work tree. Leaves in WORK\out: zhunsheng-VERSION-windows-x64.exe, SHA256SUMS.
Broken off, the same command goes on: the environment and llama.cpp are kept by the hash of what they are made from.

Needs: git; Python 3.11 (64 bit); Visual Studio 2022 Build Tools with "Desktop development with C++"; NSIS 3.08 or newer.
Packages come by the locks' hashes from where pip is set up to take them; PIP_INDEX_URL and PIP_CERT are honoured.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 -ReleaseKey D:\keys\release.pub
#>
param(
    [ValidateSet("slim", "full")] [string] $Flavour = "slim",
    [string] $ReleaseKey = "",
    [string] $Work = "",
    [switch] $Fast
)
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 3
$Root = (Resolve-Path "$PSScriptRoot\..\..").Path
if (-not $Work) { $Work = "$Root\build\windows" }
$Packages = "$Work\packages"; $Tree = "$Work\dist\zhunsheng"; $Out = "$Work\out"; $Env_ = "$Work\env"
$Python = "$Env_\Scripts\python.exe"

function Stop-With([string] $Text) { [Console]::Error.WriteLine($Text); exit 1 }

# A native program's failure is no exception in PowerShell.
function Invoke-Step([string] $What, [string] $Program, [string[]] $Words) {
    $start = Get-Date
    & $Program @Words
    if ($LASTEXITCODE -ne 0) { Stop-With "${What}: $Program ended with $LASTEXITCODE" }
    "{0,6:n0} s  {1}" -f ((Get-Date) - $start).TotalSeconds, $What | Write-Host
}

function Get-Key([string[]] $Files, [string] $Text = "") {
    $sums = $Files | ForEach-Object { (Get-FileHash -Algorithm SHA256 $_).Hash }
    $bytes = [Text.Encoding]::UTF8.GetBytes(($sums -join "`n") + $Text)
    $digest = [Security.Cryptography.SHA256]::Create().ComputeHash($bytes)
    return ([BitConverter]::ToString($digest) -replace "-", "").Substring(0, 20).ToLower()
}

# ---- the machine: everything that is missing, at once ----
$lacking = @()
if ($env:OS -ne "Windows_NT" -or $env:PROCESSOR_ARCHITECTURE -ne "AMD64") { $lacking += "a 64-bit Windows on x86" }
$Base = @(& py -3.11 -c "import struct, sys; print(sys.executable if struct.calcsize('P') == 8 else '')" 2>$null)[0]
if (-not $Base) { $lacking += "Python 3.11, 64 bit, with its launcher: winget install Python.Python.3.11" }
if (-not (Get-Command git -ErrorAction SilentlyContinue)) { $lacking += "git: winget install Git.Git" }
$vswhere = "${env:ProgramFiles(x86)}\Microsoft Visual Studio\Installer\vswhere.exe"
$studio = ""
if (Test-Path $vswhere) {
    $studio = & $vswhere -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
}
if (-not $studio) { $lacking += "a C++ compiler: winget install Microsoft.VisualStudio.2022.BuildTools, with Desktop development with C++" }
$nsis = "${env:ProgramFiles(x86)}\NSIS\makensis.exe"
if (-not (Get-Command makensis -ErrorAction SilentlyContinue) -and -not (Test-Path $nsis)) { $lacking += "NSIS: winget install NSIS.NSIS" }
if ($ReleaseKey -and -not (Test-Path $ReleaseKey)) { $lacking += "the file $ReleaseKey" }
if ($lacking) { Stop-With ("Missing:`n  " + ($lacking -join "`n  ")) }
$free = (Get-PSDrive (Split-Path -Qualifier $Work).TrimEnd(":")).Free / 1GB
$needed = if ($Flavour -eq "full") { 16 } else { 10 }
if ($free -lt $needed) { Stop-With ("{0} has {1:n1} GB free, {2} GB are needed." -f $Work, $free, $needed) }

# ---- what is committed ----
New-Item -ItemType Directory -Force $Packages, $Out | Out-Null
if (& git -C $Root status --porcelain --untracked-files=no) { Write-Warning "Changes that are not committed are not in the package." }
$Checkout = "$Work\checkout"
Remove-Item -Recurse -Force $Checkout -ErrorAction SilentlyContinue
Invoke-Step "archive" "git" @("-C", $Root, "archive", "--format=zip", "-o", "$Work\checkout.zip", "HEAD")
Expand-Archive "$Work\checkout.zip" $Checkout
$env:SOURCE_DATE_EPOCH = & git -C $Root log -1 --format=%ct
$env:PYTHONHASHSEED = "0"; $env:PYTHONUTF8 = "1"; $env:PYTHONPATH = $Checkout
$env:PIP_DISABLE_PIP_VERSION_CHECK = "1"; $env:PIP_NO_INPUT = "1"

# ---- the environment: all that comes built, and what builds the package ----
Copy-Item "$Checkout\requirements.lock", "$Checkout\packaging\packages.lock" $Packages
Invoke-Step "locks" $Base @("$Checkout\packaging\base\split_lock.py", $Packages)
$wanted = Get-Key @("$Packages\wheels.txt", "$Packages\tools.txt", "$Packages\pip.txt")
$made = "$Env_\made-of"
if (-not (Test-Path $made) -or (Get-Content $made) -ne $wanted) {
    Remove-Item -Recurse -Force $Env_ -ErrorAction SilentlyContinue # half of one looks whole to pip
    Invoke-Step "environment" $Base @("-m", "venv", $Env_)
    foreach ($part in "pip", "wheels", "tools") {
        Invoke-Step $part $Python @("-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", "$Packages\$part.txt")
    }
    Set-Content -Encoding ascii $made $wanted
}

# ---- llama.cpp's binding, a DLL for each kind of processor ----
# OpenMP off: ggml has threads of its own, and Microsoft's runtime for it would be one more library to bring.
$include = "$Checkout\packaging\base\llama_portable.cmake" -replace "\\", "/"
$options = @(
    "GGML_NATIVE=OFF", "GGML_BACKEND_DL=ON", "GGML_CPU_ALL_VARIANTS=ON", "GGML_OPENMP=OFF", "BUILD_SHARED_LIBS=ON",
    "LLAVA_BUILD=OFF", "LLAMA_BUILD_TOOLS=OFF", "LLAMA_BUILD_SERVER=OFF", "LLAMA_BUILD_EXAMPLES=OFF", "LLAMA_BUILD_TESTS=OFF",
    "LLAMA_OPENSSL=OFF", "CMAKE_BUILD_TYPE=Release", "CMAKE_INSTALL_BINDIR=llama_cpp/lib", "CMAKE_INSTALL_LIBDIR=llama_cpp/lib"
)
$wanted = Get-Key @("$Packages\source.txt", $include) "$options $studio"
$kept = "$Work\llama\$wanted"
if (-not (Test-Path "$kept\*.whl")) {
    & "$studio\Common7\Tools\Launch-VsDevShell.ps1" -Arch amd64 -HostArch amd64 -SkipAutomaticLocation | Out-Null
    $env:CMAKE_ARGS = (($options + "CMAKE_PROJECT_llama.cpp_INCLUDE=$include") | ForEach-Object { "-D$_" }) -join " "
    $env:CMAKE_GENERATOR = "Ninja"
    $env:PATH = "$Env_\Scripts;$env:PATH"
    Remove-Item -Recurse -Force "$kept.part" -ErrorAction SilentlyContinue
    $words = @("-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-cache-dir", "--no-binary", "llama-cpp-python")
    Invoke-Step "llama.cpp" $Python ($words + @("--require-hashes", "-r", "$Packages\source.txt", "-w", "$kept.part"))
    Rename-Item "$kept.part" $kept
}
$wheel = (Get-Item "$kept\*.whl").FullName
Invoke-Step "llama.cpp installed" $Python @("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--force-reinstall", $wheel)

# ---- the program in one folder ----
$env:ZHUNSHENG_FLAVOUR = $Flavour; $env:ZHUNSHENG_ROOT = $Checkout; $env:ZHUNSHENG_ICON = "$Work\zhunsheng.ico"
$icon = "import sys; sys.path.insert(0, sys.argv[1]); import installer, pathlib; installer.write_icon(pathlib.Path(sys.argv[2]))"
Invoke-Step "icon" $Python @("-c", $icon, "$Checkout\packaging\windows", $env:ZHUNSHENG_ICON)
$words = @("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "--workpath", "$Work\work", "--distpath", "$Work\dist")
Push-Location $Checkout
Invoke-Step "PyInstaller" $Python ($words + "packaging\windows\windows.spec")
Pop-Location
Copy-Item -Recurse -Force "$Checkout\models" $Tree
Copy-Item "$Checkout\LICENSE", "$Checkout\CHANGELOG.md", "$Checkout\docs\third-party.md" $Tree
New-Item -ItemType Directory -Force "$Tree\papers" | Out-Null
Invoke-Step "bill of materials" $Python @("$Checkout\packaging\sbom.py", $Tree, "$Tree\papers\zhunsheng.cdx.json", "--flavour", $Flavour, "--licences")
if ($ReleaseKey) { Copy-Item $ReleaseKey "$Tree\release.key" }

# ---- does it start, and does it compute ----
Invoke-Step "version" "$Tree\zhunsheng.exe" @("--version")
Invoke-Step "doctor" "$Tree\zhunsheng.exe" @("doctor", "--data", "$Work\trial")

# ---- the installer ----
$version = & $Python -c "import app; print(app.__version__)"
$name = "zhunsheng-$version-windows-x64.exe"
$words = @("$Checkout\packaging\windows\installer.py", $Tree, "$Out\$name", "--version", $version)
if ($Fast) { $words += "--fast" }
Invoke-Step "installer" $Python $words
$sum = (Get-FileHash -Algorithm SHA256 "$Out\$name").Hash.ToLower()
[IO.File]::WriteAllText("$Out\SHA256SUMS", "$sum  $name`n")
"{0:n1} MB  {1}" -f ((Get-Item "$Out\$name").Length / 1e6), "$Out\$name" | Write-Host
