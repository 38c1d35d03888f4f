namespace MLNetDetection.Cli.Benchmarking;

/// <summary>How pictures are handed to a detector.</summary>
/// <param name="Batch">Pictures at once.</param>
/// <param name="Threads">Of libtorch.</param>
internal readonly record struct BenchSetting(int Batch, int Threads);
