# Which libtorch the bridge is compiled against: found as find_package(Torch) finds it, and told apart by its version files.
file(GLOB torch_folders /usr/local/lib/cmake/Torch /usr/local/share/cmake/Torch /usr/lib/*/cmake/Torch
     /usr/lib/cmake/Torch /usr/share/cmake/Torch)
find_file(torch_version_file TorchConfigVersion.cmake
  PATHS $ENV{Torch_DIR} ${prefixes} ${torch_folders}
  PATH_SUFFIXES share/cmake/Torch lib/cmake/Torch libtorch/share/cmake/Torch . NO_DEFAULT_PATH)
if(NOT torch_version_file)
  fail("libtorch was not found")
endif()
file(READ ${torch_version_file} torch_version)
get_filename_component(torch_place ${torch_version_file} REALPATH)
list(APPEND identity ${torch_place} ${torch_version})
# Debian rebuilds a version: the library's own date tells those apart.
file(GLOB torch_binaries /usr/lib/*/libtorch_cpu.so.*)
foreach(prefix IN LISTS prefixes)
  file(GLOB found ${prefix}/lib/libtorch_cpu.*)
  list(APPEND torch_binaries ${found})
endforeach()
foreach(binary IN LISTS torch_binaries)
  file(SIZE ${binary} size)
  list(APPEND identity "${binary} ${size}")
endforeach()
