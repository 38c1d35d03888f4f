using System.Globalization;

namespace MLNetDetection.Cli.Prediction;

/// <summary>Names for the classes of a file of weights, which holds none itself.</summary>
internal static class ClassList
{
    private const int CocoIds = 90;

    private static readonly string[] _voc =
    [
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog", "horse", "motorbike", "person",
        "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    private static readonly string[] _coco =
    [
        "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light", "fire hydrant", "stop sign",
        "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella",
        "handbag", "tie", "suitcase", "frisbee", "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard",
        "surfboard", "tennis racket", "bottle", "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange",
        "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch", "potted plant", "bed", "dining table", "toilet", "tv", "laptop",
        "mouse", "remote", "keyboard", "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock", "vase", "scissors",
        "teddy bear", "hair drier", "toothbrush",
    ];

    // COCO's ids go up to 90, and no category has these.
    private static readonly int[] _unusedCocoIds = [12, 26, 29, 30, 45, 66, 68, 69, 71, 83];

    /// <summary>As many names as the file of weights has classes.</summary>
    /// <param name="given">A number, with or without background; "coco" or "voc"; a file with a name on each line; names with commas; null for numbers.</param>
    /// <param name="count">Classes of the file, background not among them.</param>
    /// <exception cref="InvalidDataException">They are not as many.</exception>
    public static IReadOnlyList<string> Of(string? given, int count)
    {
        if (given is null)
        {
            return Numbered(count);
        }

        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            // torchvision counts the background, most others do not.
            return number == count || number == count + 1 ? Numbered(count)
                : throw new InvalidDataException($"The weights are for {count} classes and background, not for {number}.");
        }

        string[] names = given switch
        {
            "voc" => _voc,
            "coco" => count == CocoIds ? CocoById() : _coco,
            _ when File.Exists(given) => [.. File.ReadLines(given).Select(line => line.Trim()).Where(line => line.Length > 0)],
            _ => given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        return names.Length == count ? names : throw new InvalidDataException($"The weights are for {count} classes; --classes names {names.Length}.");
    }

    private static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(id => string.Create(CultureInfo.InvariantCulture, $"class {id}"))];

    private static string[] CocoById()
    {
        var names = new Queue<string>(_coco);
        return [.. Enumerable.Range(1, CocoIds).Select(id => _unusedCocoIds.Contains(id) ? $"unused {id}" : names.Dequeue())];
    }
}
