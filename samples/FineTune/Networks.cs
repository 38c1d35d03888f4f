using System.Globalization;
using MLNetDetection.Torch.Detectors;

namespace FineTune;

/// <summary>Networks by name.</summary>
internal static class Networks
{
    private const string Tiny = "tiny:";

    /// <summary>A named network, or "tiny:80x60x24": width, height and channels of a <see cref="TinySsd"/>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static SsdArchitecture Parse(string text)
    {
        if (!text.StartsWith(Tiny, StringComparison.Ordinal))
        {
            return (SsdNetworks.All.FirstOrDefault(known => known.Name == text)
                ?? throw new ArgumentException($"There is no network '{text}'; there are {string.Join(", ", SsdNetworks.All.Select(known => known.Name))}.")).Create();
        }

        int[] parts = [.. text[Tiny.Length..].Split('x').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return parts is [var width, var height, var channels]
            ? new TinySsd(width, height, channels)
            : throw new ArgumentException($"'{text}' is not of the form tiny:WIDTHxHEIGHTxCHANNELS.");
    }
}
