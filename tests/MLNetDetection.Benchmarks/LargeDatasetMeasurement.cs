using System.Diagnostics;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Benchmarks;

/// <summary>A data set opened and read through as an IDataView, in a process of its own.</summary>
internal sealed record LargeDatasetMeasurement(double OpenSeconds, double OpenPeakMegabytes, double ReadSeconds, double PeakMegabytes, long Rows, long Objects)
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-dataset";

    /// <summary>Runs the other process.</summary>
    public static LargeDatasetMeasurement OfFolder(string folder) =>
        JsonSerializer.Deserialize<LargeDatasetMeasurement>(OwnProcess.Run([Argument, folder]))!;

    /// <summary>Is the other process.</summary>
    public static void Print(string folder)
    {
        Stopwatch clock = Stopwatch.StartNew();
        IDataView view = new MLContext(1).Data.LoadDetections(folder);
        double open = clock.Elapsed.TotalSeconds, openPeak = OwnProcess.PeakMegabytes();
        long rows = 0, objects = 0;
        clock.Restart();
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            ValueGetter<VBuffer<float>> boxes = cursor.GetGetter<VBuffer<float>>(view.Schema["BoundingBoxes"]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                boxes(ref value);
                rows++;
                objects += value.Length / 4;
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new LargeDatasetMeasurement(open, openPeak, clock.Elapsed.TotalSeconds, OwnProcess.PeakMegabytes(), rows, objects)));
    }
}
