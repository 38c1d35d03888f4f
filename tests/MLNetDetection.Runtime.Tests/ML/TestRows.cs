using Microsoft.ML.Data;

namespace MLNetDetection.Runtime.Tests.ML;

/// <summary>A row with one member of each kind that the library loads.</summary>
public sealed class MixedRow
{
    public string? Name { get; set; }

    public float Number { get; set; }

    public int Count;

    public bool Flag { get; set; }

    public string[]? Labels { get; set; }

    public float[]? Boxes { get; set; }

    [VectorType(3)]
    public double[] Fixed { get; set; } = [1, 2, 3];

    [KeyType(3)]
    public uint Key { get; set; }

    public VBuffer<int> Sparse { get; set; }

    [NoColumn]
    public object? Ignored { get; set; }

    [ColumnName("Renamed")]
    public long Original { get; set; }

    public static MixedRow[] Three() =>
    [
        new()
        {
            Name = "a", Number = 1.5f, Count = 1, Flag = true, Labels = ["x", "y"], Boxes = [1, 2, 3, 4], Key = 0, Original = 10,
            Sparse = new VBuffer<int>(5, 2, [7, 8], [1, 3]),
        },
        new() { Name = null, Number = float.NaN, Count = 2, Labels = [], Boxes = [], Key = 2, Original = 20 },
        new() { Name = "c", Number = -2, Count = 3, Labels = null, Boxes = null, Key = 7, Original = 30, Fixed = [4, 5, 6] },
    ];
}

public sealed class NumberRow
{
    public int Id { get; set; }

    public float Value { get; set; }

    public static IEnumerable<NumberRow> Many(int count) =>
        Enumerable.Range(0, count).Select(i => new NumberRow { Id = i, Value = i / 10f });
}

public sealed class LabelRow
{
    public string? Label { get; set; }

    public string[] Labels { get; set; } = [];

    public int Class { get; set; }
}
