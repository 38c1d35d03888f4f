#include "images.h"

#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

namespace images {
namespace {

struct DeleteDemuxer {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

struct DeleteDecoder {
    void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
};

struct Frame {
    WebPIterator iterator{};

    ~Frame() { WebPDemuxReleaseIterator(&iterator); }
};

// The first frame, of an animation too; what a file that ends early holds of it is decoded.
void decode_frame(const WebPIterator& frame, uint8_t* pixels, int32_t stride, bool opaque) {
    uint8_t* corner = pixels + static_cast<size_t>(frame.y_offset) * stride + static_cast<size_t>(frame.x_offset) * 4;
    size_t size = static_cast<size_t>(frame.height - 1) * stride + static_cast<size_t>(frame.width) * 4;
    // bgrA: the colours multiplied by alpha.
    std::unique_ptr<WebPIDecoder, DeleteDecoder> decoder(
        WebPINewRGB(opaque ? MODE_BGRA : MODE_bgrA, corner, size, stride));
    if (!decoder) {
        throw std::bad_alloc();
    }
    VP8StatusCode status = WebPIUpdate(decoder.get(), frame.fragment.bytes, frame.fragment.size);
    if (status == VP8_STATUS_SUSPENDED) {
        int rows = 0;
        if (WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr) == nullptr || rows <= 0) {
            throw Failure("the WebP ends before its first row");
        }
    } else if (status != VP8_STATUS_OK) {
        throw Failure("the WebP is damaged");
    }
}

struct Encoded {
    WebPPicture picture{};
    WebPMemoryWriter writer{};

    ~Encoded() {
        WebPPictureFree(&picture);
        WebPMemoryWriterClear(&writer);
    }
};

}  // namespace

void decode_webp(Input input, Sink& sink) {
    WebPData data{input.data, input.size};
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    std::unique_ptr<WebPDemuxer, DeleteDemuxer> demuxer(WebPDemuxPartial(&data, &state));
    Frame frame;
    if (!demuxer || state == WEBP_DEMUX_PARSE_ERROR || !WebPDemuxGetFrame(demuxer.get(), 1, &frame.iterator)) {
        throw Failure("the WebP is damaged or ends within its header");
    }
    int64_t width = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH);
    int64_t height = WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT);
    const WebPIterator& first = frame.iterator;
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(first.fragment.bytes, first.fragment.size, &features) != VP8_STATUS_OK
        || features.width != first.width || features.height != first.height) {
        throw Failure("the WebP is damaged or ends within its header");
    }
    if (first.x_offset < 0 || first.y_offset < 0 || first.width <= 0 || first.height <= 0
        || first.x_offset + int64_t{first.width} > width || first.y_offset + int64_t{first.height} > height) {
        throw Failure("the WebP's first frame lies outside of it");
    }
    bool whole = first.width == width && first.height == height;
    bool opaque = whole && !features.has_alpha && !first.has_alpha;
    uint8_t* pixels = sink.begin(width, height, opaque);
    if (pixels != nullptr) {
        decode_frame(first, pixels, static_cast<int32_t>(width) * 4, opaque);
    }
}

std::vector<uint8_t> encode_webp(const Picture& picture) {
    WebPConfig config;
    Encoded out;
    if (!WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, 75) || !WebPPictureInit(&out.picture)) {
        throw Failure("the WebP library is of another version than its headers");
    }
    WebPMemoryWriterInit(&out.writer);
    config.lossless = 1;
    config.method = 0;
    // Keep the colours below full transparency as they are.
    config.exact = 1;
    out.picture.use_argb = 1;
    out.picture.width = picture.width;
    out.picture.height = picture.height;
    out.picture.writer = WebPMemoryWrite;
    out.picture.custom_ptr = &out.writer;
    std::vector<uint8_t> rgba(static_cast<size_t>(picture.width) * picture.height * 4);
    for (size_t i = 0; i < rgba.size(); i += 4) {
        unpremultiply(picture.pixels + i, picture.red_first, &rgba[i]);
    }
    int imported = picture.opaque ? WebPPictureImportRGBX(&out.picture, rgba.data(), picture.width * 4)
                                  : WebPPictureImportRGBA(&out.picture, rgba.data(), picture.width * 4);
    if (!imported || !WebPEncode(&config, &out.picture)) {
        throw Failure("the image cannot be written as WebP (its sides may be 16383 pixels at most)");
    }
    return std::vector<uint8_t>(out.writer.mem, out.writer.mem + out.writer.size);
}

}  // namespace images
