namespace MLNetDetection.Cli.Tests;

/// <summary>Runs the tool in this process.</summary>
internal static class ToolRun
{
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        int code = Tool.RunAsync(arguments, output, errors).GetAwaiter().GetResult();
        return (code, output.ToString(), errors.ToString());
    }
}
