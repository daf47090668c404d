using System.Runtime.InteropServices;
using ConfigSync.Agent;
using ConfigSync.Agent.Events;
using ConfigSync.Agent.Installing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.Agent.State;
using ConfigSync.Options;
using Microsoft.Win32.SafeHandles;

var shutdownTimeout = TimeSpan.FromMilliseconds(800);
if (AgentOptionsReader.Program.Read(args, out var exitCode) is not { } options)
{
    return exitCode;
}

if (options is { Check: true, State: { } state })
{
    return Code(new ReadyMark(state).Wait());
}

using var standardOutput = new SafeFileHandle(1, ownsHandle: false);
var log = new LogWriter(standardOutput, options.LogAsText, TimeProvider.System);
if (options.Install is { } folder)
{
    return Code(Installer.TryInstall(folder, options.InstallHttps, log));
}

using var watchdog = options.Once ? null : new Watchdog(EndHung);
using var agent = new Agent(options, log, TimeProvider.System, watchdog);

// A step that hangs, on a disk or a full pipe, must not keep the Pod from ending.
var stopped = new ManualResetEventSlim();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

try
{
    return options.Once ? Code(agent.RunOnce()) : RunOn();
}
catch (Exception error) when (error is not OutOfMemoryException)
{
    log.Crashed($"{error.GetType().Name}: {error.Message}");
    return ExitCode.Failed;
}
finally
{
    stopped.Set();
}

static int Code(bool done) => done ? ExitCode.Done : ExitCode.Failed;

int RunOn()
{
    log.Started(options, ProductVersion.Text);
    using var server = Serving.TryStart(options, agent.Status, ProductVersion.Text, log);
    agent.Run();
    log.Stopped();
    return ExitCode.Done;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    agent.Stop();
    if (!stopped.Wait(shutdownTimeout))
    {
        Libc.ExitNow(options.Once ? ExitCode.Failed : ExitCode.Done);
    }
}

void EndHung()
{
    // The log may be what hangs.
    _ = Task.Run(log.Hung).Wait(shutdownTimeout);
    Libc.ExitNow(ExitCode.Failed);
}
