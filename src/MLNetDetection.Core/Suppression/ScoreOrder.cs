namespace MLNetDetection.Core.Suppression;

/// <summary>Scores with their indices as sortable numbers: ascending keys are descending scores, ties by index.</summary>
internal static class ScoreOrder
{
    /// <summary>The key of one score; NaN comes after every number.</summary>
    public static ulong Key(float score, int index)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score == 0 ? 0 : score);
        uint ascending = float.IsNaN(score) ? 0 : (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        return ((ulong)~ascending << 32) | (uint)index;
    }

    /// <summary>The score in a key.</summary>
    public static float Score(ulong key)
    {
        uint ascending = ~(uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle((ascending & 0x80000000) != 0 ? ascending & 0x7FFFFFFF : ~ascending);
    }

    /// <summary>The index in a key.</summary>
    public static int Index(ulong key) => (int)(uint)key;
}
