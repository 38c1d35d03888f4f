namespace Microsoft.ML.Data;

/// <summary>The formats that images are written in; numbered as on the native side.</summary>
internal enum ImageEncoding
{
    Jpeg = 1,
    Png = 2,
    WebP = 3,
}
