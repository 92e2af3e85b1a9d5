"""Who am I, where am I, and what am I talking to."""
import flywheel

import make_world


def test_admin_logs_in(fw):
    user = fw.get_current_user()
    assert user['email'] == make_world.ADMIN
    assert user.id == make_world.ADMIN
    assert 'site_admin' in user.roles
    status = fw.get_auth_status()
    assert status.user_is_admin is True
    assert status.is_device is False
    assert status.origin.type == 'user' and status.origin.id == make_world.ADMIN


def test_others_log_in_with_their_own_key(ra):
    assert ra.get_current_user().id == make_world.RA
    assert ra.get_auth_status().user_is_admin is False


def test_a_wrong_key_is_refused(site, refused):
    with refused(401):
        flywheel.Client(site.key.rsplit(':', 1)[0] + ':no-such-secret')


def test_the_printed_key_is_the_first_users(site):
    assert flywheel.Client(site.key).get_current_user().id == make_world.ADMIN


def test_config_names_the_site(site, fw):
    config = fw.get_config()
    assert config['site']['api_url'].startswith(site.url)
    assert config.site.name
    # Uploads must go straight to the server, or the SDK asks for signed addresses.
    assert not config.signed_url
    assert not (config.features and config.features.signed_url)


def test_version(fw):
    version = fw.get_version()
    assert version.database > 0
    assert version.release.split('.')[0].isdigit()


def test_users(fw):
    users = {user.id: user for user in fw.users.find()}
    assert set(make_world.KEYS) <= set(users)
    assert fw.get_user(make_world.RA).firstname == 'Research'


def test_no_user_of_that_name(fw, refused):
    with refused(404):
        fw.get_user('nobody@elsewhere.example')
