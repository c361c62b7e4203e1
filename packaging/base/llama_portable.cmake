# Read by CMake right after llama.cpp's own project() line (CMAKE_PROJECT_llama.cpp_INCLUDE). The Python package turns the
# "common" library on by force; a plain variable set here comes before that. It holds the argument parser, the downloader
# with its HTTP client and the chat template engine of llama.cpp's programs: half of the compile time, and nothing that the
# Python binding calls.
set(LLAMA_BUILD_COMMON OFF)
# The libraries find each other, and the OpenMP runtime that packaging lays beside them, wherever the folder is. Without this
# the compiler's own folder on the build machine would be written into them.
set(CMAKE_INSTALL_RPATH_USE_LINK_PATH FALSE)
set(CMAKE_INSTALL_RPATH "$ORIGIN")
