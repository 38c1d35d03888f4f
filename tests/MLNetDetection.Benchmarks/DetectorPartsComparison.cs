using System.Text.Json;

namespace MLNetDetection.Benchmarks;

/// <summary>The parts of an SSD300 beside torchvision's (ssd_parts_peer.py): suppression, anchors; matching, coding and loss of a batch.</summary>
public sealed class DetectorPartsComparison : IComparisonBenchmark
{
    private const int Threads = 2;

    public string Name => "ssd300-parts";

    public bool IsLong => false;

    public IEnumerable<Comparison> Run()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "ssd_parts_peer.py");
        using JsonDocument peer = JsonDocument.Parse(Peers.Run([script, $"{DetectorWork.Images}", $"{Threads}"]));
        double Of(string part) => peer.RootElement.GetProperty(part).GetDouble();

        return
        [
            new($"{Name}-nms-8732", Parts.Milliseconds<DetectorWork.Suppression>(), Of("nms"), "ms", "torchvision.ops.nms, 2 threads"),
            new($"{Name}-anchors-8732", Parts.Milliseconds<DetectorWork.Anchors>(), Of("anchors"), "ms", "DefaultBoxGenerator"),
            new($"{Name}-matching-32-images", Parts.Milliseconds<DetectorWork.Matching>(), Of("matching"), "ms", "box_iou and SSDMatcher, 2 threads"),
            new($"{Name}-coding-32-images", Parts.Milliseconds<DetectorWork.Coding>(), Of("coding"), "ms", "BoxCoder, 2 threads"),
            new($"{Name}-loss-and-gradient-32-images", Parts.Milliseconds<DetectorWork.Loss>(), Of("loss"), "ms", "SSD.compute_loss, 2 threads"),
        ];
    }
}
