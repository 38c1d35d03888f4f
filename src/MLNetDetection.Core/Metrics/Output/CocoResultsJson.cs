using System.Text.Json;

namespace MLNetDetection.Core.Metrics.Output;

/// <summary>Detections as COCO's own result file: an array of image_id, category_id, bbox and score, as pycocotools reads it.</summary>
public static class CocoResultsJson
{
    /// <summary>Writes the detections of a set in UTF-8; the stream is not closed.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public static void Write(Stream stream, EvaluationSet set)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(set);
        using Utf8JsonWriter json = new(stream);
        DetectionColumns boxes = set.Detections;
        json.WriteStartArray();
        for (int image = 0; image < set.Images.Count; image++)
        {
            for (int i = boxes.ImageStarts[image]; i < boxes.ImageStarts[image + 1]; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("image_id", set.Images[image].Id);
                json.WriteNumber("category_id", set.Classes[boxes.ClassIndices[i]].Id);
                json.WriteStartArray("bbox");
                json.WriteNumberValue(boxes.X[i]);
                json.WriteNumberValue(boxes.Y[i]);
                json.WriteNumberValue(boxes.Widths[i]);
                json.WriteNumberValue(boxes.Heights[i]);
                json.WriteEndArray();
                json.WriteNumber("score", boxes.Scores[i]);
                json.WriteEndObject();
            }

            // Half a million detections do not wait in memory.
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }
}
