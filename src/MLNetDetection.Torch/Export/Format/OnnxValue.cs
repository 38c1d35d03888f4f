namespace MLNetDetection.Torch.Export.Format;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">What runtimes ask for it by.</param>
/// <param name="Type">Of the elements.</param>
/// <param name="Shape">Each side a number, or the name of one that is known only when the graph runs.</param>
internal sealed record OnnxValue(string Name, OnnxElement Type, IReadOnlyList<string> Shape);
