namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>A link or an image of a page.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Target">As written.</param>
internal sealed record PageLink(int Line, string Target);
