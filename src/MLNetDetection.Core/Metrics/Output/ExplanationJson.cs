using System.Text.Json;
using MLNetDetection.Core.Metrics.Explanations;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>The "explanation" of <see cref="EvaluationJson"/>.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, DetectionExplanation explanation, IReadOnlyDictionary<int, string> names)
    {
        string NameOf(int id) => names.GetValueOrDefault(id) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteNumber("iou", explanation.Options.IouThreshold);
        WriteNumberOrNull(json, "score", explanation.Score);
        json.WriteNumber("mean_f1", explanation.MeanF1);
        WriteErrors(json, explanation.Errors);
        json.WriteStartArray("best_f1");
        foreach (ScoreCurve curve in explanation.Curves)
        {
            json.WriteStartObject();
            json.WriteString("class", NameOf(curve.ClassId));
            WriteNumberOrNull(json, "score", curve.Best.Score);
            json.WriteNumber("f1", curve.Best.F1);
            json.WriteNumber("precision", curve.Best.Precision);
            json.WriteNumber("recall", curve.Best.Recall);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteConfusion(json, explanation.Confusion, NameOf);
        WriteCalibration(json, explanation.Calibration);
        WriteGroups(json, "by_size", explanation.BySize);
        WriteGroups(json, "by_aspect", explanation.ByAspect);
        WriteImages(json, "worst_misses", explanation.WorstMisses);
        WriteImages(json, "worst_false_alarms", explanation.WorstFalseAlarms);
        json.WriteEndObject();
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteErrors(Utf8JsonWriter json, ErrorBreakdown errors)
    {
        json.WriteStartObject("tide");
        json.WriteNumber("AP", errors.Ap);
        foreach (ErrorShare share in errors.Errors)
        {
            json.WriteStartObject(share.ShortName);
            json.WriteNumber("count", share.Count);
            json.WriteNumber("dAP", share.ApLost);
            json.WriteEndObject();
        }

        json.WriteNumber("FalsePos", errors.FalsePositives);
        json.WriteNumber("FalseNeg", errors.FalseNegatives);
        json.WriteEndObject();
    }

    private static void WriteConfusion(Utf8JsonWriter json, ConfusionMatrix matrix, Func<int, string> nameOf)
    {
        json.WriteStartObject("confusion");
        json.WriteStartArray("classes");
        foreach (int id in matrix.ClassIds)
        {
            json.WriteStringValue(nameOf(id));
        }

        json.WriteEndArray();
        json.WriteStartArray("true_by_predicted_background_last");
        for (int row = 0; row <= matrix.Background; row++)
        {
            json.WriteStartArray();
            for (int column = 0; column <= matrix.Background; column++)
            {
                json.WriteNumberValue(matrix[row, column]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCalibration(Utf8JsonWriter json, Calibration? calibration)
    {
        if (calibration is null)
        {
            json.WriteNull("calibration");
            return;
        }

        json.WriteStartObject("calibration");
        json.WriteNumber("ece", calibration.ExpectedError);
        json.WriteNumber("largest_error", calibration.LargestError);
        json.WriteStartArray("bins");
        foreach (CalibrationBin bin in calibration.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("from", bin.From);
            json.WriteNumber("to", bin.To);
            json.WriteNumber("detections", bin.Detections);
            json.WriteNumber("mean_score", bin.MeanScore);
            json.WriteNumber("precision", bin.Precision);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroups(Utf8JsonWriter json, string name, IReadOnlyList<ObjectGroup> groups)
    {
        json.WriteStartObject(name);
        foreach (ObjectGroup group in groups)
        {
            json.WriteStartObject(group.Name);
            json.WriteNumber("objects", group.Objects);
            json.WriteNumber("found", group.Found);
            json.WriteNumber("wrong_class", group.WrongClass);
            json.WriteNumber("misplaced", group.Misplaced);
            json.WriteNumber("missed", group.Missed);
            json.WriteNumber("mean_iou", group.MeanIou);
            json.WriteNumber("detections", group.Detections);
            json.WriteNumber("false_alarms", group.FalseAlarms);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteImages(Utf8JsonWriter json, string name, IReadOnlyList<ImageFaults> images)
    {
        json.WriteStartArray(name);
        foreach (ImageFaults image in images)
        {
            json.WriteStartObject();
            json.WriteNumber("id", image.Image.Id);
            json.WriteString("name", image.Image.Name);
            json.WriteNumber("missed", image.Missed.Count);
            json.WriteNumber("false_alarms", image.FalseAlarms.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
