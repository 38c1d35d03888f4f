using System.Globalization;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports.Markup;

namespace MLNetDetection.Core.Reports;

/// <summary>The colours of classes on pictures, for those who draw boxes themselves.</summary>
public static class ClassPalette
{
    /// <summary>Red, green and blue, 0 to 255; 20 classes differ, further ones repeat.</summary>
    /// <param name="classId">From 0.</param>
    public static RgbTriple Of(int classId)
    {
        ReadOnlySpan<char> colour = ClassColours.Of(classId).AsSpan(1);
        return new RgbTriple(Part(colour[..2]), Part(colour[2..4]), Part(colour[4..]));
    }

    private static int Part(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
