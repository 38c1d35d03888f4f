using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>
/// An evaluation as one JSON object on one line: the protocol's figures under their own names, "images", "per_class" by class
/// name and, where given, "seconds" and "explanation". Numbers read back to the same bits; -1 stands where nothing defines a
/// figure, null where an explanation has none.
/// </summary>
public static class EvaluationJson
{
    /// <summary>The object.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="seconds">Where the time went, or null.</param>
    /// <param name="explanation">What went wrong, or null.</param>
    public static string ToText(EvaluationSummary summary, EvaluationSeconds? seconds = null, DetectionExplanation? explanation = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("protocol", summary.Protocol);
            WriteFigures(json, summary.Figures);
            json.WriteNumber("images", summary.Images);
            WriteClasses(json, summary);
            if (seconds is not null)
            {
                json.WriteStartObject("seconds");
                json.WriteNumber("load", Math.Round(seconds.Load, 4));
                json.WriteNumber("evaluate", Math.Round(seconds.Evaluate, 4));
                json.WriteNumber("accumulate", Math.Round(seconds.Accumulate, 4));
                json.WriteEndObject();
            }

            if (explanation is not null)
            {
                json.WritePropertyName("explanation");
                ExplanationJson.Write(json, explanation, summary.Classes.ToDictionary(item => item.Id, item => item.Name));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFigures(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, double>> figures)
    {
        foreach ((string name, double value) in figures)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteClasses(Utf8JsonWriter json, EvaluationSummary summary)
    {
        json.WriteStartObject("per_class");
        foreach ((string name, ClassSummary item) in summary.NamedClasses())
        {
            json.WriteStartObject(name);
            json.WriteNumber("id", item.Id);
            WriteFigures(json, item.Figures);
            json.WriteNumber("objects", item.Objects);
            json.WriteNumber("detections", item.Detections);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
