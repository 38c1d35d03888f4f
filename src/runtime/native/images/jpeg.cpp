#include "images.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace images {
namespace {

// A progressive file of a few bytes may ask for gigabytes of coefficients or for endless scans.
constexpr long kLargestCoefficientMemory = 1L << 30;
constexpr int kMostScans = 500;

struct ErrorManager {
    jpeg_error_mgr base;
    std::jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
};

void on_error(j_common_ptr info) {
    auto* errors = reinterpret_cast<ErrorManager*>(info->err);
    info->err->format_message(info, errors->message);
    std::longjmp(errors->jump, 1);
}

void on_message(j_common_ptr) {}

void use_errors(jpeg_error_mgr* base) {
    jpeg_std_error(base);
    base->error_exit = on_error;
    base->output_message = on_message;
}

void init_source(j_decompress_ptr) {}

// All data was given at the start: asking for more means that the file ends early, and decoding stops where it is.
boolean no_more_input(j_decompress_ptr) { return FALSE; }

void skip_input(j_decompress_ptr info, long count) {
    if (count <= 0) {
        return;
    }
    size_t skipped = static_cast<size_t>(count) < info->src->bytes_in_buffer ? static_cast<size_t>(count)
                                                                              : info->src->bytes_in_buffer;
    info->src->next_input_byte += skipped;
    info->src->bytes_in_buffer -= skipped;
}

void end_source(j_decompress_ptr) {}

void check_scans(j_common_ptr info) {
    if (info->is_decompressor && reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans) {
        auto* errors = reinterpret_cast<ErrorManager*>(info->err);
        std::snprintf(errors->message, sizeof errors->message, "the JPEG has more than %d scans", kMostScans);
        std::longjmp(errors->jump, 1);
    }
}

struct Decoder {
    jpeg_decompress_struct info{};
    ErrorManager errors{};
    jpeg_source_mgr source{};
    jpeg_progress_mgr progress{};
    std::vector<uint8_t> cmyk;

    ~Decoder() { jpeg_destroy_decompress(&info); }
};

bool read_header(Decoder& decoder, Input input) {
    if (setjmp(decoder.errors.jump)) {
        return false;
    }
    decoder.info.err = &decoder.errors.base;
    jpeg_create_decompress(&decoder.info);
    decoder.info.mem->max_memory_to_use = kLargestCoefficientMemory;
    decoder.source.init_source = init_source;
    decoder.source.fill_input_buffer = no_more_input;
    decoder.source.skip_input_data = skip_input;
    decoder.source.resync_to_restart = jpeg_resync_to_restart;
    decoder.source.term_source = end_source;
    decoder.source.next_input_byte = input.data;
    decoder.source.bytes_in_buffer = input.size;
    decoder.info.src = &decoder.source;
    decoder.progress.progress_monitor = check_scans;
    decoder.info.progress = &decoder.progress;
    return jpeg_read_header(&decoder.info, TRUE) == JPEG_HEADER_OK;
}

bool is_cmyk(const Decoder& decoder) {
    return decoder.info.jpeg_color_space == JCS_CMYK || decoder.info.jpeg_color_space == JCS_YCCK;
}

// Adobe's inverted CMYK, which is what files hold: the ink that is missing times the black that is missing.
void store_cmyk_row(const uint8_t* cmyk, uint8_t* row, int32_t width) {
    for (int32_t x = 0; x < width; x++, cmyk += 4, row += 4) {
        row[0] = multiply255(cmyk[2], cmyk[3]);
        row[1] = multiply255(cmyk[1], cmyk[3]);
        row[2] = multiply255(cmyk[0], cmyk[3]);
        row[3] = 255;
    }
}

bool read_rows(Decoder& decoder, uint8_t* pixels) {
    if (setjmp(decoder.errors.jump)) {
        return false;
    }
    decoder.info.out_color_space = is_cmyk(decoder) ? JCS_CMYK : JCS_EXT_BGRA;
    if (!jpeg_start_decompress(&decoder.info)) {
        std::snprintf(decoder.errors.message, sizeof decoder.errors.message, "the JPEG ends before its first row");
        return false;
    }
    while (decoder.info.output_scanline < decoder.info.output_height) {
        uint8_t* row = pixels + static_cast<size_t>(decoder.info.output_scanline) * decoder.info.output_width * 4;
        JSAMPROW target = is_cmyk(decoder) ? decoder.cmyk.data() : row;
        if (jpeg_read_scanlines(&decoder.info, &target, 1) == 0) {
            break;
        }
        if (is_cmyk(decoder)) {
            store_cmyk_row(decoder.cmyk.data(), row, static_cast<int32_t>(decoder.info.output_width));
        }
    }
    return true;
}

struct Encoder {
    jpeg_compress_struct info{};
    ErrorManager errors{};
    unsigned char* bytes = nullptr;
    unsigned long size = 0;

    ~Encoder() {
        jpeg_destroy_compress(&info);
        std::free(bytes);
    }
};

bool write(Encoder& encoder, const Picture& picture, int quality) {
    if (setjmp(encoder.errors.jump)) {
        return false;
    }
    encoder.info.err = &encoder.errors.base;
    jpeg_create_compress(&encoder.info);
    jpeg_mem_dest(&encoder.info, &encoder.bytes, &encoder.size);
    encoder.info.image_width = static_cast<JDIMENSION>(picture.width);
    encoder.info.image_height = static_cast<JDIMENSION>(picture.height);
    encoder.info.in_color_space = picture.red_first ? JCS_EXT_RGBA : JCS_EXT_BGRA;
    encoder.info.input_components = 4;
    jpeg_set_defaults(&encoder.info);
    encoder.info.optimize_coding = TRUE;
    jpeg_set_quality(&encoder.info, quality, TRUE);
    jpeg_start_compress(&encoder.info, TRUE);
    while (encoder.info.next_scanline < encoder.info.image_height) {
        auto* row = const_cast<JSAMPROW>(picture.row(static_cast<int32_t>(encoder.info.next_scanline)));
        jpeg_write_scanlines(&encoder.info, &row, 1);
    }
    jpeg_finish_compress(&encoder.info);
    return true;
}

}  // namespace

void decode_jpeg(Input input, Sink& sink) {
    Decoder decoder;
    use_errors(&decoder.errors.base);
    if (!read_header(decoder, input)) {
        const char* reason = decoder.errors.message[0] ? decoder.errors.message : "the JPEG ends within its header";
        throw Failure(reason);
    }
    switch (decoder.info.jpeg_color_space) {
        case JCS_GRAYSCALE:
        case JCS_RGB:
        case JCS_YCbCr:
        case JCS_CMYK:
        case JCS_YCCK:
            break;
        default:
            throw Failure("the JPEG's colours are of an unknown kind");
    }
    uint8_t* pixels = sink.begin(decoder.info.image_width, decoder.info.image_height, true);
    if (pixels == nullptr) {
        return;
    }
    if (is_cmyk(decoder)) {
        decoder.cmyk.resize(static_cast<size_t>(decoder.info.image_width) * 4);
    }
    if (!read_rows(decoder, pixels)) {
        throw Failure(decoder.errors.message);
    }
}

std::vector<uint8_t> encode_jpeg(const Picture& picture, int quality) {
    Encoder encoder;
    use_errors(&encoder.errors.base);
    if (!write(encoder, picture, quality)) {
        throw Failure(encoder.errors.message);
    }
    return std::vector<uint8_t>(encoder.bytes, encoder.bytes + encoder.size);
}

}  // namespace images
