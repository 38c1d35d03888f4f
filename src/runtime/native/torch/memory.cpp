// Memory of the CPU's tensors: blocks of at least 256 KiB are kept when they are freed, and given to the next of their size.
//
// A training step frees and asks for the same hundreds of megabytes; through malloc most of them go back to the kernel and come
// back page by page, zeroed. Kept blocks spare that, lie on huge pages where the kernel has them, and hold the process's
// resident memory level.
#include "bridge.h"

#include <c10/core/CPUAllocator.h>

#if defined(__linux__)
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sys/mman.h>

namespace {

constexpr size_t Header = 64;  // in front of the data, which stays aligned to 64 bytes
constexpr size_t SmallestKept = size_t{256} << 10;
constexpr size_t HugePage = size_t{2} << 20;
constexpr int Window = 1 << 14;

// Bytes of the whole block; 0 marks one of malloc's.
struct BlockHeader {
    size_t bytes;
};

size_t round_up(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// Sixteen sizes to each power of two: a sixteenth is wasted at most, and like shapes share a block.
size_t block_size(size_t bytes) {
    size_t power = SmallestKept;
    while (power <= bytes / 2) {
        power *= 2;
    }
    return round_up(bytes, power / 16);
}

void* map_block(size_t bytes) {
    const size_t alignment = bytes >= HugePage ? HugePage : 0;
    void* mapped = mmap(nullptr, bytes + alignment, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) {
        return nullptr;
    }
    if (alignment == 0) {
        return mapped;
    }
    char* first = static_cast<char*>(mapped);
    char* block = reinterpret_cast<char*>(round_up(reinterpret_cast<size_t>(first), alignment));
    if (block > first) {
        munmap(first, block - first);
    }
    const size_t after = alignment - (block - first);
    if (after > 0) {
        munmap(block + bytes, after);
    }
    madvise(block, bytes, MADV_HUGEPAGE);
    return block;
}

// The free blocks by size. All of it stands under one lock: a step asks a few thousand times.
class BlockCache {
public:
    void* take(size_t bytes) {
        const size_t size = block_size(bytes);
        std::lock_guard<std::mutex> guard(lock_);
        auto found = free_.lower_bound(size);
        if (found != free_.end() && found->first <= 2 * size) {
            void* block = found->second;
            const size_t taken = found->first;
            free_.erase(found);
            kept_ -= taken;
            count(taken);
            return block;
        }
        void* block = map_block(size);
        if (block == nullptr) {
            release_to(0);
            block = map_block(size);
        }
        if (block != nullptr) {
            static_cast<BlockHeader*>(block)->bytes = size;
            count(size);
        }
        return block;
    }

    void give_back(void* block) {
        const size_t size = static_cast<BlockHeader*>(block)->bytes;
        std::lock_guard<std::mutex> guard(lock_);
        live_ -= size;
        free_.emplace(size, block);
        kept_ += size;
        release_to(std::max(peak_, last_peak_) - live_);
    }

private:
    // Never more is held than was alive at once in the last two windows: a model that is gone gives its memory back.
    void count(size_t size) {
        live_ += size;
        if (++taken_ == Window) {
            taken_ = 0;
            last_peak_ = peak_;
            peak_ = live_;
        }
        peak_ = std::max(peak_, live_);
    }

    void release_to(size_t bytes) {
        while (kept_ > bytes) {
            auto largest = std::prev(free_.end());
            kept_ -= largest->first;
            munmap(largest->second, largest->first);
            free_.erase(largest);
        }
    }

    std::mutex lock_;
    std::multimap<size_t, void*> free_;
    size_t live_ = 0;
    size_t kept_ = 0;
    size_t peak_ = 0;
    size_t last_peak_ = 0;
    int taken_ = 0;
};

// Never destroyed: tensors may outlive every static object.
BlockCache& cache() {
    static BlockCache* blocks = new BlockCache;
    return *blocks;
}

void release(void* data) {
    if (data == nullptr) {
        return;
    }
    void* block = static_cast<char*>(data) - Header;
    if (static_cast<BlockHeader*>(block)->bytes == 0) {
        std::free(block);
    } else {
        cache().give_back(block);
    }
}

// The signatures of both libtorch 1.13 and 2.x; which of them override is the base class's business.
struct KeepingAllocator final : c10::Allocator {
    c10::DataPtr allocate(size_t bytes) const { return get(bytes); }

    c10::DataPtr allocate(size_t bytes) { return get(bytes); }

    c10::DeleterFnPtr raw_deleter() const override { return &release; }

    void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }

private:
    static c10::DataPtr get(size_t bytes) {
        const c10::Device cpu(c10::DeviceType::CPU);
        if (bytes == 0) {
            return {nullptr, nullptr, &release, cpu};
        }
        void* block = nullptr;
        if (bytes > (SIZE_MAX >> 1)) {
            // Nothing to ask for.
        } else if (bytes + Header >= SmallestKept) {
            block = cache().take(bytes + Header);
        } else if (posix_memalign(&block, 64, bytes + Header) == 0) {
            static_cast<BlockHeader*>(block)->bytes = 0;
        }
        TORCH_CHECK(block != nullptr, "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", bytes, " bytes.");
        void* data = static_cast<char*>(block) + Header;
        return {data, data, &release, cpu};
    }
};

KeepingAllocator allocator;

// When the bridge is loaded, before it makes a tensor.
const bool registered = [] {
    c10::SetCPUAllocator(&allocator);
    return true;
}();

}  // namespace
#endif
