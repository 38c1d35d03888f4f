using System.Text.Json;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>
/// COCO's figures in the layout of pycocotools' COCOeval: "stats" as summarize prints them, "params", and "eval" with "precision"
/// and "scores" as [IoU][recall][class][area] for the most detections and "recall" as [IoU][class][area][maximum]. -1 stands
/// where a class has no ground truth.
/// </summary>
public static class CocoEvalJson
{
    /// <summary>Writes the figures in UTF-8; the stream is not closed.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public static void Write(Stream stream, CocoMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(metrics);
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        WriteNumbers(json, "stats", metrics.Figures.Select(figure => figure.Value));
        WriteParameters(json, metrics);
        json.WriteStartObject("eval");
        WriteCurves(json, "precision", metrics, (item, iou, area) => item.PrecisionAt(iou, area));
        WriteCurves(json, "scores", metrics, (item, iou, area) => item.ScoresAt(iou, area));
        WriteRecalls(json, metrics);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, CocoMetrics metrics)
    {
        CocoEvaluatorOptions options = metrics.Options;
        json.WriteStartObject("params");
        json.WriteString("iouType", "bbox");
        WriteNumbers(json, "iouThrs", options.IouThresholds);
        WriteNumbers(json, "recThrs", Enumerable.Range(0, 101).Select(i => i == 100 ? 1 : i * 0.01));
        WriteNumbers(json, "maxDets", options.MaximumDetections.Select(maximum => (double)maximum));
        json.WriteStartArray("areaRng");
        foreach (AreaRange range in options.AreaRanges)
        {
            WriteNumbers(json, null, [range.Minimum, range.Maximum]);
        }

        json.WriteEndArray();
        json.WriteStartArray("areaRngLbl");
        foreach (AreaRange range in options.AreaRanges)
        {
            json.WriteStringValue(range.Name);
        }

        json.WriteEndArray();
        WriteNumbers(json, "catIds", metrics.Classes.Select(item => (double)item.ClassId));
        json.WriteNumber("useCats", options.ClassAgnostic ? 0 : 1);
        json.WriteEndObject();
    }

    private static void WriteCurves(
        Utf8JsonWriter json, string name, CocoMetrics metrics, Func<CocoClassMetrics, double, int, IReadOnlyList<double>> curveOf)
    {
        json.WriteStartArray(name);
        foreach (double iou in metrics.Options.IouThresholds)
        {
            IReadOnlyList<double>[][] curves =
                [.. metrics.Classes.Select(item => metrics.Options.AreaRanges.Select((_, area) => curveOf(item, iou, area)).ToArray())];
            json.WriteStartArray();
            for (int recall = 0; recall <= 100; recall++)
            {
                json.WriteStartArray();
                foreach (IReadOnlyList<double>[] byArea in curves)
                {
                    WriteNumbers(json, null, byArea.Select(curve => curve.Count == 0 ? -1 : curve[recall]));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.Flush();
        }

        json.WriteEndArray();
    }

    private static void WriteRecalls(Utf8JsonWriter json, CocoMetrics metrics)
    {
        json.WriteStartArray("recall");
        foreach (double iou in metrics.Options.IouThresholds)
        {
            json.WriteStartArray();
            foreach (CocoClassMetrics item in metrics.Classes)
            {
                json.WriteStartArray();
                for (int area = 0; area < metrics.Options.AreaRanges.Count; area++)
                {
                    IReadOnlyList<double> recalls = item.RecallAt(iou, area);
                    WriteNumbers(json, null, recalls.Count == 0 ? metrics.Options.MaximumDetections.Select(_ => -1.0) : recalls);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(name);
        }

        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
