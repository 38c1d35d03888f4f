namespace MLNetDetection.Core.Metrics;

/// <summary>COCO's area ranges: all, small, medium, large, in square pixels; both ends belong to a range.</summary>
internal static class CocoAreas
{
    public const int Count = 4;

    public static bool Outside(int range, double area) => range switch
    {
        0 => area is < 0 or > 1e10,
        1 => area is < 0 or > 32 * 32,
        2 => area is < 32 * 32 or > 96 * 96,
        _ => area is < 96 * 96 or > 1e10,
    };
}
