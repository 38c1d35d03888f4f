#include "images.h"

#include <csetjmp>
#include <cstdio>
#include <utility>

#include <png.h>

namespace images {
namespace {

constexpr png_alloc_size_t kLargestChunk = 8 * 1000 * 1000;
constexpr png_uint_32 kLargestSide = 0x7FFFFFFF;

struct Decoder {
    png_structp png = nullptr;
    png_infop info = nullptr;
    Sink* sink = nullptr;
    uint8_t* pixels = nullptr;
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    int last_pass = 0;
    bool opaque = false;
    bool probing_done = false;
    bool complete = false;
    char message[128] = "";
    std::string sink_failure;

    ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

void on_error(png_structp png, png_const_charp message) {
    auto* decoder = static_cast<Decoder*>(png_get_error_ptr(png));
    std::snprintf(decoder->message, sizeof decoder->message, "%s", message);
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

// Every kind of PNG becomes 8 bits each of red, green, blue and alpha.
void expand(Decoder& decoder) {
    png_structp png = decoder.png;
    png_byte color = png_get_color_type(png, decoder.info);
    bool transparency = png_get_valid(png, decoder.info, PNG_INFO_tRNS) != 0;
    decoder.opaque = !transparency && (color & PNG_COLOR_MASK_ALPHA) == 0;
    png_set_strip_16(png);
    png_set_expand(png);
    if (color == PNG_COLOR_TYPE_GRAY || color == PNG_COLOR_TYPE_GRAY_ALPHA) {
        png_set_gray_to_rgb(png);
    }
    if (decoder.opaque) {
        png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    }
}

void on_info(png_structp png, png_infop info) {
    auto& decoder = *static_cast<Decoder*>(png_get_progressive_ptr(png));
    decoder.width = png_get_image_width(png, info);
    decoder.height = png_get_image_height(png, info);
    expand(decoder);
    decoder.last_pass = png_set_interlace_handling(png) - 1;
    try {
        decoder.pixels = decoder.sink->begin(decoder.width, decoder.height, decoder.opaque);
    } catch (const std::exception& e) {
        // No exception may pass libpng's own frames.
        decoder.sink_failure = e.what();
    }
    if (decoder.pixels == nullptr) {
        decoder.probing_done = decoder.sink_failure.empty();
        png_longjmp(png, 1);
    }
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != static_cast<size_t>(decoder.width) * 4) {
        png_error(png, "the rows are not 32 bits a pixel");
    }
}

void on_row(png_structp png, png_bytep row, png_uint_32 y, int pass) {
    auto& decoder = *static_cast<Decoder*>(png_get_progressive_ptr(png));
    if (y >= decoder.height) {
        return;
    }
    if (row != nullptr) {
        png_progressive_combine_row(png, decoder.pixels + static_cast<size_t>(y) * decoder.width * 4, row);
    }
    if (pass == decoder.last_pass && y == decoder.height - 1) {
        decoder.complete = true;
        png_longjmp(png, 1);
    }
}

// False where libpng failed or asked to stop; a file that ends early is no failure.
bool process(Decoder& decoder, Input input) {
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, on_error, on_warning);
    decoder.info = decoder.png == nullptr ? nullptr : png_create_info_struct(decoder.png);
    if (decoder.info == nullptr) {
        throw std::bad_alloc();
    }
    if (setjmp(png_jmpbuf(decoder.png))) {
        return false;
    }
    png_set_chunk_malloc_max(decoder.png, kLargestChunk);
    png_set_user_limits(decoder.png, kLargestSide, kLargestSide);
    png_set_progressive_read_fn(decoder.png, &decoder, on_info, on_row, nullptr);
    png_process_data(decoder.png, decoder.info, const_cast<png_bytep>(input.data), input.size);
    return true;
}

void to_bgra(uint8_t* pixels, size_t count, bool opaque) {
    for (uint8_t* pixel = pixels; count > 0; count--, pixel += 4) {
        if (opaque) {
            std::swap(pixel[0], pixel[2]);
        } else {
            store_premultiplied(pixel, pixel[0], pixel[1], pixel[2], pixel[3]);
        }
    }
}

struct Encoder {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::vector<uint8_t> bytes;
    std::vector<uint8_t> row;
    char message[128] = "";
    bool out_of_memory = false;

    ~Encoder() { png_destroy_write_struct(&png, &info); }
};

void on_write_error(png_structp png, png_const_charp message) {
    auto* encoder = static_cast<Encoder*>(png_get_error_ptr(png));
    std::snprintf(encoder->message, sizeof encoder->message, "%s", message);
    png_longjmp(png, 1);
}

void append(png_structp png, png_bytep data, size_t size) {
    auto* encoder = static_cast<Encoder*>(png_get_io_ptr(png));
    try {
        encoder->bytes.insert(encoder->bytes.end(), data, data + size);
    } catch (...) {
        encoder->out_of_memory = true;
    }
    if (encoder->out_of_memory) {
        png_error(png, "there is not enough memory for the PNG");
    }
}

void fill_row(Encoder& encoder, const Picture& picture, int32_t y) {
    const uint8_t* source = picture.row(y);
    uint8_t* target = encoder.row.data();
    for (int32_t x = 0; x < picture.width; x++, source += 4) {
        if (picture.opaque) {
            target[0] = source[picture.red_first ? 0 : 2];
            target[1] = source[1];
            target[2] = source[picture.red_first ? 2 : 0];
            target += 3;
        } else {
            unpremultiply(source, picture.red_first, target);
            target += 4;
        }
    }
}

bool write(Encoder& encoder, const Picture& picture) {
    encoder.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &encoder, on_write_error, on_warning);
    encoder.info = encoder.png == nullptr ? nullptr : png_create_info_struct(encoder.png);
    if (encoder.info == nullptr) {
        throw std::bad_alloc();
    }
    encoder.row.resize(static_cast<size_t>(picture.width) * 4);
    if (setjmp(png_jmpbuf(encoder.png))) {
        return false;
    }
    png_set_user_limits(encoder.png, kLargestSide, kLargestSide);
    png_set_write_fn(encoder.png, &encoder, append, nullptr);
    png_set_IHDR(encoder.png, encoder.info, static_cast<png_uint_32>(picture.width), static_cast<png_uint_32>(picture.height),
                 8, picture.opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_write_info(encoder.png, encoder.info);
    for (int32_t y = 0; y < picture.height; y++) {
        fill_row(encoder, picture, y);
        png_write_row(encoder.png, encoder.row.data());
    }
    png_write_end(encoder.png, nullptr);
    return true;
}

}  // namespace

void decode_png(Input input, Sink& sink) {
    Decoder decoder;
    decoder.sink = &sink;
    bool ended_early = process(decoder, input);
    if (!decoder.sink_failure.empty()) {
        throw Failure(decoder.sink_failure);
    }
    if (decoder.probing_done) {
        return;
    }
    if (decoder.pixels == nullptr && ended_early) {
        throw Failure("the PNG ends before its pixels");
    }
    if (!ended_early && !decoder.complete) {
        throw Failure(decoder.message);
    }
    to_bgra(decoder.pixels, static_cast<size_t>(decoder.width) * decoder.height, decoder.opaque);
}

std::vector<uint8_t> encode_png(const Picture& picture) {
    Encoder encoder;
    if (!write(encoder, picture)) {
        throw Failure(encoder.message);
    }
    return std::move(encoder.bytes);
}

}  // namespace images
