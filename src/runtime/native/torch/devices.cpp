// Threads, CUDA devices, versions.
#include "bridge.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/version.h>

BRIDGE_API const char* mlnd_libtorch_version() {
    return TORCH_VERSION;
}

BRIDGE_API int32_t mlnd_num_threads() {
    return at::get_num_threads();
}

BRIDGE_API int mlnd_set_num_threads(int32_t count) {
    return bridge::guarded([&] { at::set_num_threads(count); });
}

BRIDGE_API int32_t mlnd_num_interop_threads() {
    return at::get_num_interop_threads();
}

BRIDGE_API int mlnd_set_num_interop_threads(int32_t count) {
    return bridge::guarded([&] { at::set_num_interop_threads(count); });
}

BRIDGE_API int mlnd_cuda_device_count(int64_t* result) {
    return bridge::guarded([&] { *result = static_cast<int64_t>(torch::cuda::device_count()); });
}

BRIDGE_API int mlnd_cuda_synchronize(int64_t device) {
    return bridge::guarded([&] { torch::cuda::synchronize(device); });
}
