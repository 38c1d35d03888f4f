// Version, threads and CUDA devices.
#include "bridge.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/cuda.h>
#include <torch/version.h>

// "1.13.1": of the libtorch that runs, which need not be the one this was compiled against. The text lives as long as the process.
BRIDGE_API int mlnd_torch_version(const char** result) {
    return bridge::guarded([&] {
        static const std::string version = [] {
            const std::string key = "TORCH_VERSION=", config = at::show_config();
            const size_t at = config.find(key);
            return at == std::string::npos ? std::string(TORCH_VERSION)
                                           : config.substr(at + key.size(), config.find_first_of(", \n", at) - at - key.size());
        }();
        *result = version.c_str();
    });
}

BRIDGE_API int32_t mlnd_num_threads() {
    return at::get_num_threads();
}

BRIDGE_API int mlnd_set_num_threads(int32_t count) {
    return bridge::guarded([&] { at::set_num_threads(count); });
}

BRIDGE_API int mlnd_cuda_device_count(int64_t* result) {
    return bridge::guarded([&] { *result = static_cast<int64_t>(torch::cuda::device_count()); });
}
