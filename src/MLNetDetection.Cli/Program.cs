using MLNetDetection.Cli;

return await Tool.RunAsync(args, Terminal.OpenOutput(), Terminal.OpenErrors());
