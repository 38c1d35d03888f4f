// Threads and CUDA devices.
#include "bridge.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>

BRIDGE_API int32_t mlnd_num_threads() {
    return at::get_num_threads();
}

BRIDGE_API int mlnd_set_num_threads(int32_t count) {
    return bridge::guarded([&] { at::set_num_threads(count); });
}

BRIDGE_API int mlnd_cuda_device_count(int64_t* result) {
    return bridge::guarded([&] { *result = static_cast<int64_t>(torch::cuda::device_count()); });
}
