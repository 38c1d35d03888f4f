using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Transforming;

/// <summary>Writes an image's detections into the three predicted columns, best first.</summary>
internal static class PredictionColumns
{
    public static void WriteLabels(IReadOnlyList<Detection> detections, ref VBuffer<uint> labels)
    {
        VBufferEditor<uint> editor = VBufferEditor.Create(ref labels, detections.Count);
        for (int i = 0; i < detections.Count; i++)
        {
            // ML.NET's keys are 1-based: 0 is the missing value.
            editor.Values[i] = (uint)detections[i].ClassId + 1;
        }

        labels = editor.Commit();
    }

    public static void WriteBoxes(IReadOnlyList<Detection> detections, ref VBuffer<float> boxes)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref boxes, 4 * detections.Count);
        for (int i = 0; i < detections.Count; i++)
        {
            editor.Values[4 * i] = detections[i].Box.X1;
            editor.Values[(4 * i) + 1] = detections[i].Box.Y1;
            editor.Values[(4 * i) + 2] = detections[i].Box.X2;
            editor.Values[(4 * i) + 3] = detections[i].Box.Y2;
        }

        boxes = editor.Commit();
    }

    public static void WriteScores(IReadOnlyList<Detection> detections, ref VBuffer<float> scores)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, detections.Count);
        for (int i = 0; i < detections.Count; i++)
        {
            editor.Values[i] = detections[i].Score;
        }

        scores = editor.Commit();
    }
}
