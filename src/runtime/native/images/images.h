// The C interface between the managed runtime and the image libraries, and what its codecs share.
//
// Input may come from anywhere: every size is checked before it is used, and a file that ends early gives the rows that
// were there. Every function returns 0, or -1 with the reason in error. No exception crosses over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#if defined(_WIN32)
#define IMAGES_API extern "C" __declspec(dllexport)
#else
#define IMAGES_API extern "C" __attribute__((visibility("default")))
#endif

namespace images {

// The same limit as ML.NET's image column type: four bytes a pixel in one array.
constexpr int64_t kLargestPixelCount = INT32_MAX / 4;

struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Input {
    const uint8_t* data;
    size_t size;

    bool starts_with(const char* text, size_t length, size_t at = 0) const {
        return size >= at + length && std::memcmp(data + at, text, length) == 0;
    }
};

// Where decoded pixels go: nowhere while only the size is asked for, else into an array of width * height * 4 bytes.
class Sink {
public:
    Sink() = default;
    Sink(uint8_t* pixels, int32_t width, int32_t height) : pixels_(pixels), width_(width), height_(height) {}

    int32_t width() const { return width_; }
    int32_t height() const { return height_; }
    bool opaque() const { return opaque_; }

    // Called once a codec knows the size. Gives the zeroed pixels, or null where the codec can stop.
    uint8_t* begin(int64_t width, int64_t height, bool opaque);

private:
    uint8_t* pixels_ = nullptr;
    int32_t width_ = 0;
    int32_t height_ = 0;
    bool opaque_ = false;
};

// Pixels to encode: four bytes each, blue first or red first, the colours premultiplied by alpha.
struct Picture {
    const uint8_t* pixels;
    int32_t width;
    int32_t height;
    bool red_first;
    bool opaque;

    const uint8_t* row(int32_t y) const { return pixels + static_cast<size_t>(y) * width * 4; }
};

void decode_jpeg(Input input, Sink& sink);
void decode_png(Input input, Sink& sink);
void decode_webp(Input input, Sink& sink);
void decode_bmp(Input input, Sink& sink);

std::vector<uint8_t> encode_jpeg(const Picture& picture, int quality);
std::vector<uint8_t> encode_png(const Picture& picture);
std::vector<uint8_t> encode_webp(const Picture& picture);

// a * b / 255, rounded.
inline uint8_t multiply255(unsigned a, unsigned b) {
    unsigned product = a * b + 128;
    return static_cast<uint8_t>((product + (product >> 8)) >> 8);
}

// Writes a pixel as blue, green, red, alpha with the colours multiplied by alpha.
inline void store_premultiplied(uint8_t* pixel, uint8_t r, uint8_t g, uint8_t b, uint8_t a) {
    pixel[0] = multiply255(b, a);
    pixel[1] = multiply255(g, a);
    pixel[2] = multiply255(r, a);
    pixel[3] = a;
}

// Red, green, blue, alpha of a premultiplied pixel with the multiplication undone.
inline void unpremultiply(const uint8_t* pixel, bool red_first, uint8_t* rgba) {
    unsigned a = pixel[3];
    for (int channel = 0; channel < 3; channel++) {
        unsigned value = pixel[red_first ? channel : 2 - channel];
        unsigned straight = a == 0 ? 0 : (value * 255 + a / 2) / a;
        rgba[channel] = static_cast<uint8_t>(straight > 255 ? 255 : straight);
    }
    rgba[3] = static_cast<uint8_t>(a);
}

}  // namespace images
