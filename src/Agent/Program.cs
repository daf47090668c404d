using System.Reflection;
using System.Runtime.InteropServices;
using ConfigSync.Agent;
using ConfigSync.Agent.Http;
using ConfigSync.Agent.Installing;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using Microsoft.Win32.SafeHandles;

const int Done = 0, NotDone = 1, InvalidOptions = 2;
var longestFarewell = TimeSpan.FromMilliseconds(800);
var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";

var parsed = AgentOptionsParser.Parse(args, Environment.GetEnvironmentVariables());
if (parsed.Help || parsed.Version)
{
    Console.Out.WriteLine(parsed.Help ? HelpText.Print() : version);
    return Done;
}

if (parsed.Options is not { } options)
{
    Console.Error.WriteLine(string.Join('\n', parsed.Faults));
    Console.Error.WriteLine($"{parsed.Faults.Count} invalid {(parsed.Faults.Count == 1 ? "option" : "options")}; run with --help for the list");
    return InvalidOptions;
}

using var standardOutput = new SafeFileHandle(1, ownsHandle: false);
var log = new LogWriter(standardOutput, options.LogAsText, TimeProvider.System);
if (options.Install is { } folder)
{
    return Code(Installer.TryInstall(folder, log));
}

using var agent = new Agent(options, log, TimeProvider.System);

// A step that hangs, on a disk or a full pipe, must not keep the Pod from ending.
var stopped = new ManualResetEventSlim();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

try
{
    return options.Once ? Code(agent.RunOnce()) : RunOn();
}
catch (Exception fault) when (fault is not OutOfMemoryException)
{
    log.Crashed($"{fault.GetType().Name}: {fault.Message}");
    return NotDone;
}
finally
{
    stopped.Set();
}

static int Code(bool done) => done ? Done : NotDone;

int RunOn()
{
    log.Started(options, version);
    using var server = Serving.TryStart(options, agent.Status, version, log);
    agent.Run();
    log.Stopped();
    return Done;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    agent.Stop();
    if (!stopped.Wait(longestFarewell))
    {
        Libc.ExitNow(options.Once ? NotDone : Done);
    }
}
