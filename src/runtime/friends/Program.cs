namespace MLNetDetection.Runtime.Friends;

/// <summary>Entry of the build step: <c>friends.txt output-folder reference.dll...</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("usage: friends.txt output-folder reference.dll...");
            return 2;
        }

        try
        {
            FriendList list = FriendList.Parse(File.ReadAllLines(arguments[0]));
            Directory.CreateDirectory(arguments[1]);
            string[] references = arguments[2..];
            string[] folders = [.. references.Select(reference => Path.GetDirectoryName(Path.GetFullPath(reference))!).Distinct(),
                Path.GetDirectoryName(typeof(object).Assembly.Location)!];
            foreach (string reference in references)
            {
                if (list.Rules(Path.GetFileNameWithoutExtension(reference)) is { Count: > 0 } rules)
                {
                    ReferenceRewriter.Rewrite(reference, Path.Combine(arguments[1], Path.GetFileName(reference)), rules, folders);
                }
            }

            File.WriteAllText(Path.Combine(arguments[1], "FriendAccess.g.cs"), FriendAccessSource.Generate(list.Assemblies));
            return 0;
        }
        catch (Exception error) when (error is IOException or FormatException or InvalidOperationException or BadImageFormatException or Mono.Cecil.AssemblyResolutionException)
        {
            // The form that MSBuild recognises as an error of this build.
            Console.Error.WriteLine($"friends.txt : error MLND001: {error.Message}");
            return 1;
        }
    }
}
