namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Code within a line of text, between backticks.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">Without the backticks.</param>
internal sealed record InlineCode(int Line, string Text);
