using ConfigSync.Controller.Hosting;

var time = TimeProvider.System;
if (Startup.TryRead(args, time, out var exitCode) is not var (options, connection))
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
return controller.HasCrashed ? 1 : 0;
