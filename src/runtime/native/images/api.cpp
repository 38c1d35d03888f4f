#include "images.h"

#include <cstdlib>
#include <new>

namespace images {

uint8_t* Sink::begin(int64_t width, int64_t height, bool opaque) {
    if (width <= 0 || height <= 0) {
        throw Failure("the image has no pixels");
    }
    if (width > kLargestPixelCount || height > kLargestPixelCount || width * height > kLargestPixelCount) {
        throw Failure("the image is larger than 536,870,911 pixels");
    }
    opaque_ = opaque;
    if (pixels_ == nullptr) {
        width_ = static_cast<int32_t>(width);
        height_ = static_cast<int32_t>(height);
        return nullptr;
    }
    if (width != width_ || height != height_) {
        throw Failure("the image's size changed while it was read");
    }
    std::memset(pixels_, 0, static_cast<size_t>(width * height) * 4);
    return pixels_;
}

static void decode(Input input, Sink& sink) {
    if (input.starts_with("\xFF\xD8\xFF", 3)) {
        decode_jpeg(input, sink);
    } else if (input.starts_with("\x89PNG\r\n\x1A\n", 8)) {
        decode_png(input, sink);
    } else if (input.starts_with("RIFF", 4) && input.starts_with("WEBP", 4, 8)) {
        decode_webp(input, sink);
    } else if (input.starts_with("BM", 2)) {
        decode_bmp(input, sink);
    } else {
        throw Failure("the data is none of JPEG, PNG, WebP and BMP");
    }
}

template <typename Action>
static int32_t guarded(char* error, int32_t error_size, Action&& action) noexcept {
    const char* message = "an unknown error";
    std::string text;
    try {
        action();
        return 0;
    } catch (const std::bad_alloc&) {
        message = "there is not enough memory for the image";
    } catch (const std::exception& e) {
        try {
            text = e.what();
            message = text.c_str();
        } catch (...) {
        }
    } catch (...) {
    }
    if (error_size > 0) {
        std::strncpy(error, message, static_cast<size_t>(error_size) - 1);
        error[error_size - 1] = '\0';
    }
    return -1;
}

}  // namespace images

using images::Input;
using images::Picture;
using images::Sink;

struct ImageInfo {
    int32_t width;
    int32_t height;
    int32_t opaque;
};

IMAGES_API int32_t images_probe(const uint8_t* data, int64_t size, ImageInfo* info, char* error, int32_t error_size) {
    return images::guarded(error, error_size, [&] {
        Sink sink;
        images::decode(Input{data, static_cast<size_t>(size)}, sink);
        *info = ImageInfo{sink.width(), sink.height(), sink.opaque()};
    });
}

// Fills pixels, info->width * info->height * 4 bytes as images_probe said, in blue, green, red, alpha order.
IMAGES_API int32_t images_decode(const uint8_t* data, int64_t size, const ImageInfo* info, uint8_t* pixels, char* error,
                                 int32_t error_size) {
    return images::guarded(error, error_size, [&] {
        Sink sink(pixels, info->width, info->height);
        images::decode(Input{data, static_cast<size_t>(size)}, sink);
    });
}

// format: 1 JPEG, 2 PNG, 3 WebP without loss. The result is the caller's, to be given back to images_free.
IMAGES_API int32_t images_encode(int32_t format, const uint8_t* pixels, const ImageInfo* info, int32_t red_first,
                                 int32_t quality, uint8_t** encoded, int64_t* encoded_size, char* error, int32_t error_size) {
    return images::guarded(error, error_size, [&] {
        Picture picture{pixels, info->width, info->height, red_first != 0, info->opaque != 0};
        std::vector<uint8_t> bytes = format == 1   ? images::encode_jpeg(picture, quality)
                                     : format == 2 ? images::encode_png(picture)
                                                   : images::encode_webp(picture);
        *encoded = static_cast<uint8_t*>(std::malloc(bytes.size()));
        if (*encoded == nullptr) {
            throw std::bad_alloc();
        }
        std::memcpy(*encoded, bytes.data(), bytes.size());
        *encoded_size = static_cast<int64_t>(bytes.size());
    });
}

IMAGES_API void images_free(uint8_t* encoded) { std::free(encoded); }
