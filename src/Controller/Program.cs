using ConfigSync.Controller.Hosting;
using ConfigSync.Controller.Options;
using ConfigSync.Options;

var time = TimeProvider.System;
if (ControllerOptionsReader.Program.Read(args, out var exitCode) is not { } options || Startup.Connect(options, time, out exitCode) is not { } connection)
{
    return exitCode;
}

// Arguments stay out of it: every option is ours, and was read.
var builder = WebApplication.CreateSlimBuilder();
builder.AddLogging(options);
builder.AddController(options, connection, time);

var app = builder.Build();
app.MapHealth();
// Taken now: once the application has ended, its services are gone.
var controller = app.Services.GetRequiredService<ControllerService>();

await app.RunAsync();
return controller.HasCrashed ? ExitCode.Failed : ExitCode.Done;
