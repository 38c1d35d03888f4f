namespace MLNetDetection.Runtime.Friends;

/// <summary>One type to make visible, with the members that become visible with it ("*" is all of them).</summary>
/// <param name="Type">Full name as Mono.Cecil writes it: <c>Namespace.Outer/Inner</c>.</param>
/// <param name="Members">Names of methods, constructors, properties and fields.</param>
internal sealed record FriendRule(string Type, IReadOnlySet<string> Members)
{
    /// <summary>Whether a member of this name becomes visible.</summary>
    public bool Covers(string member) => Members.Contains("*") || Members.Contains(member);
}
