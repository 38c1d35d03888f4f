namespace MLNetDetection.Core.Metrics.Output;

/// <summary>What the figures' names mean, for people.</summary>
internal static class FigureMeaning
{
    /// <summary>A few words, or null.</summary>
    public static string? Short(string name) => name switch
    {
        "AP" => "IoU 0.50 to 0.95",
        "AP50" => "IoU 0.50",
        "AP75" => "IoU 0.75",
        "mAP" => "Pascal VOC",
        _ => null,
    };

    /// <summary>A sentence, or null.</summary>
    public static string? Of(string name) => name switch
    {
        "AP" => "average precision, mean over classes and IoU 0.50, 0.55 ... 0.95",
        "AP50" => "average precision at IoU 0.50",
        "AP75" => "average precision at IoU 0.75",
        "mAP" => "average precision as Pascal VOC has it, mean over classes",
        "APs" => "AP of small objects, up to 32 x 32 pixels",
        "APm" => "AP of medium objects",
        "APl" => "AP of large objects, from 96 x 96 pixels",
        "ARs" => "average recall of small objects",
        "ARm" => "average recall of medium objects",
        "ARl" => "average recall of large objects",
        _ when name.StartsWith("AR", StringComparison.Ordinal) => $"average recall with the {name[2..]} best detections of an image and class",
        _ => null,
    };
}
