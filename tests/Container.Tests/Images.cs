using ConfigSync.Container.Tests.Runtime;

namespace ConfigSync.Container.Tests;

/// <summary>The images, unpacked once for all tests of a class, when one first needs them.</summary>
public sealed class Images : IDisposable
{
    private readonly Lazy<BuiltImage> _agent = new(static () => BuiltImage.Unpack("agent"));
    private readonly Lazy<BuiltImage> _webhook = new(static () => BuiltImage.Unpack("webhook"));
    private readonly Lazy<BuiltImage> _controller = new(static () => BuiltImage.Unpack("controller"));
    private readonly Lazy<MachineImage> _machine = new(static () => new MachineImage());

    internal ContainerImage Agent => _agent.Value.Image;

    internal ContainerImage Webhook => _webhook.Value.Image;

    internal ContainerImage Controller => _controller.Value.Image;

    internal MachineImage Machine => _machine.Value;

    public void Dispose()
    {
        foreach (var image in new[] { _agent, _webhook, _controller }.Where(static image => image.IsValueCreated))
        {
            image.Value.Dispose();
        }

        if (_machine.IsValueCreated)
        {
            _machine.Value.Dispose();
        }
    }
}
