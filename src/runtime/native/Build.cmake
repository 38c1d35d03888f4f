# cmake -DBRIDGE=torch -DARTIFACTS=dir [-DCMAKE_PREFIX_PATH=dirs] -P Build.cmake
#
# Builds one bridge into ARTIFACTS/BRIDGE/KEY unless it is there already, and prints where it lies as
# "bridge-library: PATH". A failure prints "bridge-error: REASON". KEY is a hash of the sources and of what the bridge's
# requirements.cmake says identifies the libraries it is compiled against. Safe when several builds run at once.
cmake_minimum_required(VERSION 3.18)

function(fail reason)
  message("bridge-error: ${reason}")
  message(FATAL_ERROR "${reason}")
endfunction()

# The same list from the command line and from the environment, which find_package reads too.
set(prefixes ${CMAKE_PREFIX_PATH})
string(REPLACE ":" ";" environment_prefixes "$ENV{CMAKE_PREFIX_PATH}")
list(APPEND prefixes ${environment_prefixes})

find_program(compiler NAMES $ENV{CXX} c++ g++ clang++ cl)
if(NOT compiler)
  fail("no C++ compiler was found")
endif()

# requirements.cmake appends to identity (texts or file contents that tell library versions apart), or calls fail.
set(identity "")
include(${CMAKE_CURRENT_LIST_DIR}/${BRIDGE}/requirements.cmake OPTIONAL)

file(GLOB_RECURSE sources ${CMAKE_CURRENT_LIST_DIR}/${BRIDGE}/*)
list(SORT sources)
set(summary "${identity};${prefixes}")
foreach(source IN LISTS sources ITEMS ${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt)
  file(SHA256 ${source} digest)
  string(APPEND summary ";${digest}")
endforeach()
string(SHA256 key "${summary}")
string(SUBSTRING ${key} 0 16 key)

set(folder ${ARTIFACTS}/${BRIDGE}/${key})
if(CMAKE_HOST_WIN32)
  set(name mlnetdetection_${BRIDGE}.dll)
elseif(CMAKE_HOST_APPLE)
  set(name libmlnetdetection_${BRIDGE}.dylib)
else()
  set(name libmlnetdetection_${BRIDGE}.so)
endif()
set(library ${folder}/${name})

if(NOT EXISTS ${library})
  file(MAKE_DIRECTORY ${folder})
  file(LOCK ${ARTIFACTS}/${BRIDGE}/build.lock GUARD PROCESS TIMEOUT 900)
endif()
if(NOT EXISTS ${library})
  set(generator "")
  find_program(ninja NAMES ninja ninja-build)
  if(ninja)
    set(generator -G Ninja)
  endif()
  set(log ${folder}/build.log)
  execute_process(
    COMMAND ${CMAKE_COMMAND} ${generator} -S ${CMAKE_CURRENT_LIST_DIR} -B ${folder}/build -DBRIDGE=${BRIDGE}
            -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=${CMAKE_PREFIX_PATH}"
    RESULT_VARIABLE result OUTPUT_FILE ${log} ERROR_FILE ${log})
  if(NOT result EQUAL 0)
    fail("cmake could not configure it, see ${log}")
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${folder}/build --config Release --parallel
                  RESULT_VARIABLE result OUTPUT_FILE ${log} ERROR_FILE ${log})
  if(NOT result EQUAL 0)
    fail("it did not compile, see ${log}")
  endif()
  # The library appears under its final name at once, so that nobody sees half of it.
  file(GLOB_RECURSE built ${folder}/build/${name})
  list(GET built 0 built)
  file(COPY ${built} DESTINATION ${folder}/ready)
  file(RENAME ${folder}/ready/${name} ${library})
  file(REMOVE_RECURSE ${folder}/build ${folder}/ready)
endif()
message("bridge-library: ${library}")
