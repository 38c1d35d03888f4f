using MLNetDetection;

namespace CompareWithInBox;

/// <summary>What one trainer reached.</summary>
/// <param name="Name">Whose.</param>
/// <param name="TrainSeconds">Seconds in Fit.</param>
/// <param name="TestSeconds">Seconds to detect and measure.</param>
/// <param name="Metrics">On the held-out pictures, by this library's evaluator.</param>
internal sealed record Side(string Name, double TrainSeconds, double TestSeconds, ObjectDetectionMetrics Metrics);
