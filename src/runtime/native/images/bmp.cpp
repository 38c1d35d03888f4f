#include "images.h"

namespace images {
namespace {

constexpr uint32_t kRgb = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kAlphaBitFields = 6;

// Bounds-checked little-endian reading.
class Reader {
public:
    explicit Reader(Input input) : input_(input) {}

    uint8_t u8(size_t at) const {
        if (at >= input_.size) {
            throw Failure("the BMP ends within its header");
        }
        return input_.data[at];
    }
    uint32_t u16(size_t at) const { return u8(at) | static_cast<uint32_t>(u8(at + 1)) << 8; }
    uint32_t u32(size_t at) const { return u16(at) | u16(at + 2) << 16; }
    int32_t i32(size_t at) const { return static_cast<int32_t>(u32(at)); }
    size_t size() const { return input_.size; }
    const uint8_t* data() const { return input_.data; }

private:
    Input input_;
};

// One channel of a pixel of 16 or 32 bits, widened to 8 bits.
struct Mask {
    uint32_t bits = 0;
    int shift = 0;
    uint32_t largest = 0;

    Mask() = default;
    explicit Mask(uint32_t mask) : bits(mask) {
        while (mask != 0 && (mask & 1) == 0) {
            mask >>= 1;
            shift++;
        }
        largest = mask;
    }

    uint8_t of(uint32_t pixel) const {
        return largest == 0 ? 0 : static_cast<uint8_t>((uint64_t{(pixel & bits) >> shift} * 255 + largest / 2) / largest);
    }
};

struct Header {
    int64_t width = 0;
    int64_t height = 0;
    bool top_down = false;
    uint32_t bits = 0;
    uint32_t compression = kRgb;
    size_t pixels_at = 0;
    Mask red, green, blue, alpha;
    std::vector<uint8_t> palette;  // blue, green, red of each colour

    bool run_length() const { return compression == kRle8 || compression == kRle4; }
};

void read_masks(const Reader& in, Header& header, uint32_t header_size) {
    bool given = header.compression == kBitFields || header.compression == kAlphaBitFields;
    if (given) {
        // Right after the 40 bytes of the smallest header, whether they belong to a larger one or follow it.
        header.red = Mask(in.u32(14 + 40));
        header.green = Mask(in.u32(14 + 44));
        header.blue = Mask(in.u32(14 + 48));
        if (header_size >= 56 || header.compression == kAlphaBitFields) {
            header.alpha = Mask(in.u32(14 + 52));
        }
    } else if (header.bits == 16) {
        header.red = Mask(0x7C00);
        header.green = Mask(0x03E0);
        header.blue = Mask(0x001F);
    } else {
        header.red = Mask(0xFF0000);
        header.green = Mask(0x00FF00);
        header.blue = Mask(0x0000FF);
    }
}

void read_palette(const Reader& in, Header& header, uint32_t header_size, uint32_t colors) {
    uint32_t entry = header_size == 12 ? 3 : 4;
    uint32_t most = 1u << header.bits;
    uint32_t count = colors == 0 || colors > most ? most : colors;
    size_t at = 14 + size_t{header_size};
    header.palette.assign(size_t{most} * 3, 0);
    for (uint32_t i = 0; i < count && at + entry <= in.size() && at + entry <= header.pixels_at; i++, at += entry) {
        for (uint32_t channel = 0; channel < 3; channel++) {
            header.palette[i * 3 + channel] = in.u8(at + channel);
        }
    }
}

Header read_header(const Reader& in) {
    Header header;
    header.pixels_at = in.u32(10);
    uint32_t size = in.u32(14);
    uint32_t colors = 0;
    if (size == 12) {
        header.width = in.u16(18);
        header.height = in.u16(20);
        header.bits = in.u16(24);
    } else if (size >= 40 && size <= 124) {
        header.width = in.i32(18);
        header.height = in.i32(22);
        header.bits = in.u16(28);
        header.compression = in.u32(30);
        colors = in.u32(46);
    } else {
        throw Failure("the BMP's header is of an unknown kind");
    }
    header.top_down = header.height < 0;
    header.height = header.top_down ? -header.height : header.height;
    bool palette = header.bits == 1 || header.bits == 4 || header.bits == 8;
    bool masks = header.bits == 16 || header.bits == 32;
    bool fields = header.compression == kBitFields || header.compression == kAlphaBitFields;
    bool known = header.compression == kRgb ? palette || masks || header.bits == 24
                 : header.compression == kRle8 ? header.bits == 8
                 : header.compression == kRle4 ? header.bits == 4
                                               : fields && masks;
    if (!known || (header.run_length() && header.top_down)) {
        throw Failure("the BMP's pixels are stored in a way that is not supported");
    }
    if (masks) {
        read_masks(in, header, size);
    }
    if (palette) {
        read_palette(in, header, size, colors);
    }
    return header;
}

void store_indexed(const Header& header, uint8_t* pixel, uint32_t index) {
    if (index * 3 + 2 < header.palette.size()) {
        std::memcpy(pixel, &header.palette[index * 3], 3);
    }
    pixel[3] = 255;
}

void store_row(const Header& header, const uint8_t* row, uint8_t* target) {
    for (int64_t x = 0; x < header.width; x++, target += 4) {
        if (header.bits <= 8) {
            int64_t bit = x * header.bits;
            uint32_t shift = 8 - header.bits - static_cast<uint32_t>(bit % 8);
            store_indexed(header, target, row[bit / 8] >> shift & ((1u << header.bits) - 1));
        } else if (header.bits == 24) {
            std::memcpy(target, row + x * 3, 3);
            target[3] = 255;
        } else {
            const uint8_t* p = row + x * (header.bits / 8);
            uint32_t value = p[0] | static_cast<uint32_t>(p[1]) << 8;
            if (header.bits == 32) {
                value |= static_cast<uint32_t>(p[2]) << 16 | static_cast<uint32_t>(p[3]) << 24;
            }
            uint8_t a = header.alpha.bits == 0 ? 255 : header.alpha.of(value);
            store_premultiplied(target, header.red.of(value), header.green.of(value), header.blue.of(value), a);
        }
    }
}

// Runs and literals; what they skip stays transparent.
class RunLengthReader {
public:
    RunLengthReader(const Header& header, Input input, uint8_t* pixels) : header_(header), input_(input), pixels_(pixels) {}

    void read() {
        size_t at = header_.pixels_at;
        while (at + 2 <= input_.size && y_ < header_.height) {
            uint8_t count = input_.data[at];
            uint8_t value = input_.data[at + 1];
            at += 2;
            if (count > 0) {
                for (int i = 0; i < count; i++) {
                    put(nibble(value, i));
                }
            } else if (value == 0) {
                x_ = 0;
                y_++;
            } else if (value == 1) {
                return;
            } else if (value == 2) {
                if (at + 2 > input_.size) {
                    return;
                }
                x_ += input_.data[at];
                y_ += input_.data[at + 1];
                at += 2;
            } else {
                at = literal(at, value);
            }
        }
    }

private:
    uint32_t nibble(uint8_t value, int index) const {
        return header_.bits == 8 ? value : index % 2 == 0 ? value >> 4 : value & 15;
    }

    size_t literal(size_t at, uint8_t count) {
        size_t bytes = header_.bits == 8 ? count : (count + 1u) / 2;
        for (int i = 0; i < count; i++) {
            size_t source = at + (header_.bits == 8 ? i : i / 2);
            if (source >= input_.size) {
                return input_.size;
            }
            put(nibble(input_.data[source], i));
        }
        return at + bytes + bytes % 2;
    }

    void put(uint32_t index) {
        if (x_ < header_.width && y_ < header_.height) {
            store_indexed(header_, pixels_ + ((header_.height - 1 - y_) * header_.width + x_) * 4, index);
        }
        x_++;
    }

    const Header& header_;
    Input input_;
    uint8_t* pixels_;
    int64_t x_ = 0;
    int64_t y_ = 0;
};

}  // namespace

void decode_bmp(Input input, Sink& sink) {
    Reader in(input);
    Header header = read_header(in);
    bool opaque = header.alpha.bits == 0 && !header.run_length();
    if (header.pixels_at >= input.size) {
        throw Failure("the BMP ends before its pixels");
    }
    uint8_t* pixels = sink.begin(header.width, header.height, opaque);
    if (pixels == nullptr) {
        return;
    }
    if (header.run_length()) {
        RunLengthReader(header, input, pixels).read();
        return;
    }
    size_t stride = static_cast<size_t>((header.width * header.bits + 31) / 32 * 4);
    size_t rows_there = (input.size - header.pixels_at) / stride;
    for (int64_t y = 0; y < header.height && static_cast<size_t>(y) < rows_there; y++) {
        int64_t target = header.top_down ? y : header.height - 1 - y;
        store_row(header, input.data + header.pixels_at + static_cast<size_t>(y) * stride, pixels + target * header.width * 4);
    }
}

}  // namespace images
