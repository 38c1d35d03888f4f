using System.Text;

namespace MLNetDetection.Persistence;

/// <summary>Thresholds of single classes in a model file: int32 count, then per class int32 length of its name, the name in UTF-8, float32 threshold.</summary>
internal static class ClassThresholdsFormat
{
    private const int MostClasses = 4096;
    private const int LongestName = 4096;

    public static void Write(BinaryWriter writer, IReadOnlyDictionary<string, float> thresholds)
    {
        writer.Write(thresholds.Count);
        foreach ((string name, float threshold) in thresholds)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            writer.Write(bytes.Length);
            writer.Write(bytes);
            writer.Write(threshold);
        }
    }

    /// <exception cref="InvalidDataException">The contents make no sense.</exception>
    public static IReadOnlyDictionary<string, float> Read(BinaryReader reader)
    {
        int count = Checked(reader.ReadInt32(), MostClasses, "thresholds");
        var result = new Dictionary<string, float>();
        for (int i = 0; i < count; i++)
        {
            byte[] name = reader.ReadBytes(Checked(reader.ReadInt32(), LongestName, "bytes of a class name"));
            result[Encoding.UTF8.GetString(name)] = reader.ReadSingle();
        }

        return result;
    }

    private static int Checked(int count, int most, string what) => count >= 0 && count <= most
        ? count : throw new InvalidDataException($"The model file is damaged: it names {count} {what}.");
}
