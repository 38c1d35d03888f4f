using WebApi;

await DetectionServer.Build(args).RunAsync();
