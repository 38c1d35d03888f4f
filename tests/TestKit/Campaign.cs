namespace MLNetDetection.TestKit;

/// <summary>The seed of the long checks: MLNETDETECTION_SEED, or 1.</summary>
internal static class Campaign
{
    public static int Seed => int.TryParse(Environment.GetEnvironmentVariable("MLNETDETECTION_SEED"), out int seed) ? seed : 1;
}
