using Mono.Cecil;
using MLNetDetection.Runtime.Friends;

namespace MLNetDetection.Architecture.Tests;

/// <summary>The build step that lets the NuGet runtime compile against internal members, tried on an assembly of our own.</summary>
public class FriendReferenceTests
{
    [Fact]
    public void Rewrite_OfListedMembers_MakesThemPublicAndNoOthers()
    {
        string target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        FriendRule[] rules = [new FriendRule("MLNetDetection.Architecture.Tests.SourceFile", new HashSet<string> { "IsInRuntime" })];
        try
        {
            ReferenceRewriter.Rewrite(typeof(SourceFile).Assembly.Location, target, rules, [AppContext.BaseDirectory]);
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(target);
            Assert.True(assembly.MainModule.GetType("MLNetDetection.Architecture.Tests.SourceFile").IsPublic);
            Assert.False(assembly.MainModule.GetType("MLNetDetection.Architecture.Tests.Repository").IsPublic);
        }
        finally
        {
            File.Delete(target);
        }
    }

    [Theory]
    [InlineData("No.Such.Type", "*", "has no type No.Such.Type")]
    [InlineData("MLNetDetection.Architecture.Tests.SourceFile", "Gone", "has no member Gone")]
    public void Rewrite_OfAnOutdatedList_SaysWhatIsGone(string type, string member, string message)
    {
        FriendRule[] rules = [new FriendRule(type, new HashSet<string> { member })];
        var error = Assert.Throws<InvalidOperationException>(
            () => ReferenceRewriter.Rewrite(typeof(SourceFile).Assembly.Location, Path.Combine(Path.GetTempPath(), "unused.dll"), rules, []));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Parse_OfTheRepositorysList_NamesTheThreeAssemblies()
    {
        FriendList list = FriendList.Parse(File.ReadAllLines(Path.Combine(Repository.Root, "src", "runtime", "friends", "friends.txt")));
        Assert.Equal(["Microsoft.ML.DataView", "Microsoft.ML.Core", "Microsoft.ML.Data"], list.Assemblies);
        Assert.Empty(list.Rules("Microsoft.ML.DataView"));
        Assert.Contains(list.Rules("Microsoft.ML.Core"), rule => rule.Type == "Microsoft.ML.SchemaShape/Column" && rule.Covers(".ctor"));
    }

    [Fact]
    public void Parse_OfATypeWithoutMembers_NamesTheLine()
    {
        var error = Assert.Throws<FormatException>(() => FriendList.Parse(["", "Assembly Type"]));
        Assert.Contains("line 2", error.Message);
    }

    [Fact]
    public void Generate_OfTwoAssemblies_LiftsTheChecksOfBoth()
    {
        string source = FriendAccessSource.Generate(["A", "B"]);
        Assert.Contains("IgnoresAccessChecksTo(\"A\")", source);
        Assert.Contains("IgnoresAccessChecksTo(\"B\")", source);
        Assert.Contains("class IgnoresAccessChecksToAttribute", source);
    }
}
