namespace MLNetDetection;

/// <summary>The bytes of a pixel in memory, 8 bits a channel.</summary>
public enum PixelLayout
{
    /// <summary>Red, green, blue.</summary>
    Rgb24 = 0,

    /// <summary>Blue, green, red: what OpenCV and most cameras give.</summary>
    Bgr24 = 1,

    /// <summary>Red, green, blue, and alpha, which is dropped.</summary>
    Rgba32 = 2,

    /// <summary>Blue, green, red, and alpha, which is dropped: what Windows bitmaps are.</summary>
    Bgra32 = 3,

    /// <summary>Grey only.</summary>
    Gray8 = 4,
}
