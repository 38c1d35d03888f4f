// Memory of the CPU's tensors: blocks of at least 256 KiB are cut from one range of addresses, at the lowest place that fits, and
// joined again when they are freed.
//
// A training step frees and asks for the same hundreds of megabytes; through malloc most of them go back to the kernel and come
// back page by page, zeroed. Pages that stay spare that, are huge where the kernel has them, and hold the process's resident
// memory level: little above what was alive at once.
#include "bridge.h"

#include <c10/core/CPUAllocator.h>

#if defined(__linux__)
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr size_t Header = 64;  // in front of the data, which stays aligned to 64 bytes
constexpr size_t SmallestKept = size_t{256} << 10;
constexpr size_t Unit = size_t{4} << 10;
constexpr size_t Page = size_t{2} << 20;         // a huge one
constexpr size_t Growth = size_t{64} << 20;      // what is made usable at a time
constexpr size_t LeastSlack = size_t{16} << 20;  // may be resident beyond what was alive; or a 64th of that, if more
constexpr int Window = 1 << 14;

// Bytes of the whole block; 0 marks one of malloc's.
struct BlockHeader {
    size_t bytes;
};

size_t round_up(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// Places are offsets into the range. All of it stands under one lock: a step asks a few thousand times.
class BlockRange {
public:
    BlockRange() {
        // Addresses alone, twice as many as there is memory; where a limit forbids them, malloc serves.
        const size_t wanted = round_up(2 * static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE)), Page);
        void* mapped = mmap(nullptr, wanted + Page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (mapped != MAP_FAILED) {
            base_ = reinterpret_cast<char*>(round_up(reinterpret_cast<size_t>(mapped), Page));
            capacity_ = wanted;
            resident_.resize(capacity_ / Page);
        }
    }

    // Null where the range has no room.
    void* take(size_t bytes) {
        const size_t size = round_up(bytes, Unit);
        std::lock_guard<std::mutex> guard(lock_);
        size_t place;
        auto found = std::find_if(free_.begin(), free_.end(), [size](const auto& block) { return block.second >= size; });
        if (found != free_.end()) {
            place = found->first;
            const size_t rest = found->second - size;
            found = free_.erase(found);
            if (rest > 0) {
                free_.emplace_hint(found, place + size, rest);
            }
        } else if (!extend(size, place)) {
            return nullptr;
        }

        count(size);
        touch(place, size);
        trim();
        void* block = base_ + place;
        static_cast<BlockHeader*>(block)->bytes = size;
        return block;
    }

    void give_back(void* block) {
        std::lock_guard<std::mutex> guard(lock_);
        size_t size = static_cast<BlockHeader*>(block)->bytes;
        size_t place = static_cast<char*>(block) - base_;
        live_ -= size;
        auto next = free_.lower_bound(place);
        if (next != free_.end() && next->first == place + size) {
            size += next->second;
            next = free_.erase(next);
        }
        if (next != free_.begin() && std::prev(next)->first + std::prev(next)->second == place) {
            std::prev(next)->second += size;
        } else {
            free_.emplace_hint(next, place, size);
        }
        trim();
    }

private:
    // Cuts from the range's unused end, with the free block before it.
    bool extend(size_t size, size_t& place) {
        place = end_;
        auto last = free_.empty() ? free_.end() : std::prev(free_.end());
        const bool joins = last != free_.end() && last->first + last->second == end_;
        if (joins) {
            place = last->first;
        }
        if (size > capacity_ - place) {
            return false;
        }
        if (place + size > usable_) {
            const size_t more = std::min(round_up(place + size - usable_, Growth), capacity_ - usable_);
            if (mprotect(base_ + usable_, more, PROT_READ | PROT_WRITE) != 0) {
                return false;
            }
            madvise(base_ + usable_, more, MADV_HUGEPAGE);
            usable_ += more;
        }
        if (joins) {
            free_.erase(last);
        }
        end_ = place + size;
        return true;
    }

    // The peak is that of the last two windows: a model that is gone gives its memory back.
    void count(size_t size) {
        live_ += size;
        if (++taken_ == Window) {
            taken_ = 0;
            last_peak_ = peak_;
            peak_ = live_;
        }
        peak_ = std::max(peak_, live_);
    }

    void touch(size_t place, size_t size) {
        for (size_t page = place / Page; page <= (place + size - 1) / Page; page++) {
            if (!resident_[page]) {
                resident_[page] = true;
                resident_pages_++;
            }
        }
    }

    // Gives pages that nothing lies on back to the kernel, the last ones first, down to the peak and the slack.
    void trim() {
        const size_t peak = std::max(peak_, last_peak_);
        const size_t kept = (peak + std::max(peak / 64, LeastSlack)) / Page;
        for (auto range = free_.rbegin(); resident_pages_ > kept && range != free_.rend(); ++range) {
            const size_t first = round_up(range->first, Page) / Page;
            for (size_t page = (range->first + range->second) / Page; resident_pages_ > kept && page-- > first;) {
                if (resident_[page]) {
                    madvise(base_ + page * Page, Page, MADV_DONTNEED);
                    resident_[page] = false;
                    resident_pages_--;
                }
            }
        }
    }

    std::mutex lock_;
    char* base_ = nullptr;
    size_t capacity_ = 0;
    size_t usable_ = 0;
    size_t end_ = 0;
    std::map<size_t, size_t> free_;  // sizes by place; no two touch
    std::vector<bool> resident_;     // of each page
    size_t resident_pages_ = 0;
    size_t live_ = 0;
    size_t peak_ = 0;
    size_t last_peak_ = 0;
    int taken_ = 0;
};

// Never destroyed: tensors may outlive every static object.
BlockRange& range() {
    static BlockRange* blocks = new BlockRange;
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
        range().give_back(block);
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
        if (bytes <= (SIZE_MAX >> 1)) {
            block = bytes + Header >= SmallestKept ? range().take(bytes + Header) : nullptr;
            if (block == nullptr && posix_memalign(&block, 64, bytes + Header) == 0) {
                static_cast<BlockHeader*>(block)->bytes = 0;
            }
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
