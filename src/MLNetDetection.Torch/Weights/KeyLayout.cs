using System.Text.RegularExpressions;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Weights;

/// <summary>How the keys of another implementation become a network's.</summary>
/// <param name="Name">Whose keys they are.</param>
/// <param name="ToNetwork">A key of the network, or the same key where it has none there.</param>
internal sealed partial record KeyLayout(string Name, Func<string, string> ToNetwork)
{
    /// <summary>The layouts that a network's weights may come in, its own first.</summary>
    public static IReadOnlyList<KeyLayout> For(SsdNetwork network) =>
    [
        new("this library and torchvision", key => key),
        .. network.Backbone switch
        {
            ResNetBackbone => [new KeyLayout("NVIDIA SSD300", FromNvidia), new KeyLayout("torchvision classification", FromResNet)],
            VggBackbone vgg => [new KeyLayout("torchvision classification", key => FromVgg(key, vgg.SplitAt))],
            MobileNetV3Backbone => [new KeyLayout("torchvision classification", key => FromMobileNet(key, MobileNetV3Design.TappedBlock + 1, "block"))],
            MobileNetV2Backbone => [new KeyLayout("torchvision classification", key => FromMobileNet(key, MobileNetV2Design.TappedBlock + 1, "conv"))],
            _ => (KeyLayout[])[],
        },
    ];

    private static string FromNvidia(string key)
    {
        foreach ((string theirs, string ours) in ((string, string)[])
        [
            ("feature_extractor.feature_extractor.", "backbone.feature_extractor."), ("additional_blocks.", "backbone.additional_blocks."),
            ("loc.", "head.regression_head.module_list."), ("conf.", "head.classification_head.module_list."),
        ])
        {
            if (key.StartsWith(theirs, StringComparison.Ordinal))
            {
                return ours + key[theirs.Length..];
            }
        }

        return key;
    }

    // conv1, bn1, layer1 to layer3 stand at 0, 1, 4, 5 and 6 of the sequence.
    private static string FromResNet(string key)
    {
        int dot = key.IndexOf('.');
        string place = (dot < 0 ? key : key[..dot]) switch { "conv1" => "0", "bn1" => "1", "layer1" => "4", "layer2" => "5", "layer3" => "6", _ => "" };
        return place.Length == 0 ? key : $"backbone.feature_extractor.{place}{key[dot..]}";
    }

    // conv5, from the fourth pooling on, belongs to the first extra block.
    private static string FromVgg(string key, int split)
    {
        Match match = Features().Match(key);
        if (!match.Success)
        {
            return key;
        }

        int layer = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        return layer < split ? $"backbone.features.{layer}{match.Groups[2].Value}" : $"backbone.extra.0.{layer - split}{match.Groups[2].Value}";
    }

    // The tapped block is cut after its expansion: part 0 ends the first half, the others begin the second.
    private static string FromMobileNet(string key, int tapped, string inner)
    {
        Match match = Features().Match(key);
        if (!match.Success)
        {
            return key;
        }

        int layer = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        string rest = match.Groups[2].Value;
        if (layer == tapped)
        {
            string part = $".{inner}.";
            return !rest.StartsWith(part, StringComparison.Ordinal) ? key
                : rest.StartsWith(part + "0.", StringComparison.Ordinal) ? $"backbone.features.0.{tapped}.{rest[(part.Length + 2)..]}"
                : $"backbone.features.1.0.{rest[part.Length..]}";
        }

        return layer < tapped ? $"backbone.features.0.{layer}{rest}" : $"backbone.features.1.{layer - tapped}{rest}";
    }

    [GeneratedRegex(@"^features\.(\d{1,3})(\..+)$")]
    private static partial Regex Features();
}
