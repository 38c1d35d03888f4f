namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">Of its first line of content, from 1.</param>
/// <param name="Language">The word behind the fence, or an empty text.</param>
/// <param name="Text">Its content, lines ended by '\n'.</param>
/// <param name="Directives">What the comments right before it say: the text of each <c>&lt;!-- snippet TEXT --&gt;</c>.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text, IReadOnlyList<string> Directives);
