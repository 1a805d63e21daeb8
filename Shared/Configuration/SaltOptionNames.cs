namespace Salt.Shared.Configuration;

/// <summary>The options that Salt 3006 documents for its master and minion. One of these that we do not read is
/// warned of, since whoever wrote it expects something of it.</summary>
public static class SaltOptionNames
{
    public static IReadOnlySet<string> Master { get; } = Words("""
        acceptance_wait_time acceptance_wait_time_max allow_minion_key_revoke api_logfile api_pidfile
        archive_jobs auth_events auth_mode auto_accept autoload_dynamic_modules autoreject_file autosign_file
        autosign_grains_dir autosign_timeout azurefs_remotes batch_safe_limit batch_safe_size cachedir cache
        cache_sreqs cli_summary client_acl_verify cluster_mode clean_dynamic_modules color color_theme con_cache
        conf_file cmd_safe cython_enable decrypt_pillar decrypt_pillar_default decrypt_pillar_delimiter
        decrypt_pillar_renderers default_include default_top detect_remote_minions discovery
        drop_messages_signature_fail enable_gpu_grains enable_ssh_minions env_order enforce_mine_cache eauth_acl_module
        eauth_tokens enumerate_proxy_minions event_listen_queue event_listen_queue_max_seconds event_match_type
        event_publisher_niceness event_publisher_pub_hwm event_return event_return_blacklist event_return_niceness
        event_return_queue event_return_whitelist evict_max_age extension_modules external_auth extmod_blacklist
        extmod_whitelist ext_job_cache ext_pillar ext_pillar_first failhard file_buffer_size file_client
        file_ignore_glob file_ignore_regex file_recv file_recv_max_size file_roots file_server_niceness
        fileserver_backend fileserver_events fileserver_followsymlinks fileserver_ignoresymlinks
        fileserver_interval fileserver_limit_traversal fileserver_verify_config fileserver_update_niceness
        gather_job_timeout git_pillar_base git_pillar_branch git_pillar_env git_pillar_fallback git_pillar_global_lock
        git_pillar_includes git_pillar_insecure_auth git_pillar_passphrase git_pillar_password git_pillar_privkey
        git_pillar_provider git_pillar_pubkey git_pillar_refspecs git_pillar_root git_pillar_ssl_verify
        git_pillar_user git_pillar_verify_config gitfs_base gitfs_disable_saltenv_mapping gitfs_env_blacklist
        gitfs_env_whitelist gitfs_fallback gitfs_global_lock gitfs_insecure_auth gitfs_mountpoint gitfs_passphrase
        gitfs_password gitfs_privkey gitfs_provider gitfs_pubkey gitfs_ref_types gitfs_refspecs gitfs_remotes
        gitfs_root gitfs_saltenv gitfs_saltenv_blacklist gitfs_saltenv_whitelist gitfs_ssl_verify
        gitfs_update_interval gitfs_user gpg_cache gpg_cache_backend gpg_cache_ttl gpg_decrypt_must_succeed hash_type
        hgfs_base hgfs_branch_method hgfs_mountpoint hgfs_remotes hgfs_root hgfs_saltenv_blacklist
        hgfs_saltenv_whitelist hgfs_update_interval id include inotify_limit interface ipc_mode ipc_write_buffer ipv6
        jinja_env jinja_lstrip_blocks jinja_sls_env jinja_trim_blocks job_cache job_cache_store_endtime keep_acl_in_token
        keep_jobs keep_jobs_seconds key_cache key_logfile key_pass keysize local log_datefmt log_datefmt_console
        log_datefmt_logfile log_file log_fmt_console log_fmt_jid log_fmt_logfile log_granular_levels log_level
        log_level_logfile log_rotate_backup_count log_rotate_max_bytes loop_interval lock_saltenv
        maintenance_interval maintenance_niceness master_id master_job_cache master_job_cache_jid master_pubkey_signature
        master_roots master_sign_key_name master_sign_pubkey master_stats master_stats_event_iter master_tops
        master_use_pubkey_signature max_event_size max_minions max_open_files memcache_debug memcache_expire_seconds
        memcache_full_cleanup memcache_max_items metadata_server_grains min_extra_mods minion_data_cache
        minion_data_cache_events minionfs_blacklist minionfs_env minionfs_mountpoint minionfs_update_interval
        minionfs_whitelist module_dirs mworker_niceness mworker_queue_niceness netapi_allow_raw_shell
        netapi_disable_clients netapi_enable_clients nodegroups on_demand_ext_pillar open_mode optimization_order
        order_masters output output_file ordered_masters peer peer_run permissive_acl permissive_pki_access
        pidfile ping_on_rotate pillar_cache pillar_cache_backend pillar_cache_ttl pillar_includes_override_sls
        pillar_merge_lists pillar_opts pillar_raise_on_missing pillar_roots pillar_safe_render_error
        pillar_source_merging_strategy pillarenv pillarenv_from_saltenv pki_dir preserve_minion_cache
        presence_events proc_timeout pub_hwm pub_server_niceness publish_port publish_session publish_signing_algorithm
        publisher_acl publisher_acl_blacklist python2_bin python3_bin queue_dirs range_server reactor
        reactor_niceness reactor_refresh_interval reactor_worker_hwm reactor_worker_threads regen_thin remote_minions_port
        renderer renderer_blacklist renderer_whitelist req_server_niceness require_minion_sign_messages ret_port
        return roots_update_interval root_dir roster roster_defaults roster_file rosters rotate_aes_key runner_dirs
        runner_returns s3fs_update_interval salt_event_pub_hwm salt_cp_chunk_size salt_transport saltenv schedule
        search show_jid show_timeout signing_key_pass sign_pub_messages sock_dir sock_pool_size sqlite_queue_dir
        ssh_identities_only ssh_list_nodegroups ssh_log_file ssh_merge_pillar ssh_minion_opts ssh_passwd
        ssh_pre_flight_args ssh_port ssh_priv ssh_scan_ports ssh_scan_timeout ssh_sudo ssh_sudo_user ssh_timeout
        ssh_use_home_key ssh_user ssh_run_pre_flight ssl state_aggregate state_auto_order state_events state_output
        state_output_diff state_output_pct state_output_profile state_tabular state_top state_top_saltenv state_verbose
        static strip_colors subproc_max svnfs_branches svnfs_mountpoint svnfs_remotes svnfs_root
        svnfs_saltenv_blacklist svnfs_saltenv_whitelist svnfs_tags svnfs_trunk svnfs_update_interval
        syndic_dir syndic_event_forward_timeout syndic_failover syndic_finger syndic_forward_all_events
        syndic_jid_forward_cache_hwm syndic_log_file syndic_log_level syndic_master syndic_master_port
        syndic_pidfile syndic_user syndic_wait syslog_facility tcp_keepalive tcp_keepalive_cnt tcp_keepalive_idle
        tcp_keepalive_intvl tcp_master_pub_port tcp_master_publish_pull tcp_master_pull_port tcp_master_workers
        test thin_extra_mods thorium_interval thorium_roots thorium_top timeout token_dir token_expire
        token_expire_user_override top_file_merging_strategy transport transport_opts unique_jid user utils_dirs
        verify_env verify_master_pubkey_sign wheel_dirs winrepo_branch winrepo_cachefile winrepo_dir winrepo_dir_ng
        winrepo_fallback winrepo_insecure_auth winrepo_passphrase winrepo_password winrepo_privkey winrepo_provider
        winrepo_pubkey winrepo_refspecs winrepo_remotes winrepo_remotes_ng winrepo_ssl_verify winrepo_user
        worker_threads yaml_utf8 zmq_backlog zmq_filtering zmq_monitor
        """);

    public static IReadOnlySet<string> Minion { get; } = Words("""
        acceptance_wait_time acceptance_wait_time_max append_minionid_config_dirs auth_safemode auth_timeout
        auth_tries auto_sign_grains autoload_dynamic_modules autosign_grains backup_mode beacons beacons_before_connect
        cache_jobs cache_sreqs cachedir caller_floscript clean_dynamic_modules cmd_blacklist_glob cmd_safe
        cmd_whitelist_glob color conf_file cython_enable decrypt_pillar default_include delete_sshkeys disable_grains
        disable_modules disable_returners disabled_requisites discovery docker.exec_driver docker.registry
        docker.update_mine enable_fqdns_grains enable_gpu_grains enable_legacy_startup_events enable_zip_modules
        encryption_algorithm env_order environment event_listen_queue evaluate_ipv6 extension_modules extmod_blacklist
        extmod_whitelist failhard file_client file_ignore_glob file_ignore_regex file_recv_max_size file_roots
        fileserver_backend fileserver_followsymlinks fileserver_ignoresymlinks fileserver_limit_traversal fips_mode
        freeze_grains gitfs_remotes global_state_conditions grains grains_blacklist grains_cache
        grains_cache_expiration grains_deep_merge grains_dirs grains_refresh_every grains_refresh_pre_exec
        grains_resolve_timeout hash_type id ignore_config_errors include interface iolo_ip ipc_mode ipc_write_buffer
        ipv6 jinja_env jinja_lstrip_blocks jinja_sls_env jinja_trim_blocks job_timeout keepalive_time keysize
        legacy_permission_mode local lock_saltenv log_datefmt log_datefmt_console log_datefmt_logfile log_file log_fmt_console
        log_fmt_jid log_fmt_logfile log_granular_levels log_level log_level_logfile log_rotate_backup_count
        log_rotate_max_bytes loop_interval master master_alive_interval master_failback master_failback_interval
        master_finger master_port master_sign_key_name master_shuffle master_tries master_type master_uri_format
        max_event_size memcache_expire_seconds metadata_server_grains mine_enabled mine_functions mine_interval
        mine_return_job minion_floscript minion_id_caching minion_id_lowercase minion_id_remove_domain
        minion_jid_queue_hwm minion_pillar_cache minion_restart_command minion_sign_messages module_dirs
        module_executors mp_flag multiprocessing no_proxy notify output output_file outputter_dirs pass_gnupghome
        pass_strict_fetch pass_variable_prefix permissive_pki_access pidfile pillar_cache pillar_raise_on_missing
        pillar_roots pillarenv pillarenv_from_saltenv ping_interval pki_dir platform process_count_max
        proxy_host proxy_keep_alive proxy_keep_alive_interval proxy_password proxy_port proxy_username pub_hwm
        pub_ret publish_port publish_signing_algorithm python2_bin python3_bin random_master random_reauth_delay
        random_startup_delay reactor recon_default recon_max recon_randomize reauth_delay recon_delay
        rejected_retry remote_minions_port renderer renderer_blacklist renderer_whitelist req_channel
        request_channel_timeout request_channel_tries retry_dns retry_dns_count return return_retry_timer
        return_retry_timer_max return_retry_tries reverse_publish root_dir s3.https_enable s3.key s3.keyid
        s3.kms_keyid s3.location s3.path_style s3.service_url s3.verify_ssl salt_event_pub_hwm saltenv saltversion
        schedule server_id_use_crc show_timeout sign_pub_messages snapper_states snapper_states_config sock_dir
        sock_pool_size source_address source_interface_name source_publish_port source_ret_port
        ssh_merge_pillar ssl start_event_grains startup_states state_aggregate state_auto_order state_events
        state_max_parallel state_output state_output_diff state_output_profile state_queue state_tabular state_top
        state_top_saltenv state_verbose states_dirs strip_colors sudo_user syslog_facility syndic_finger
        syndic_master syndic_master_port tcp_authentication_retries tcp_keepalive tcp_keepalive_cnt
        tcp_keepalive_idle tcp_keepalive_intvl tcp_pub_port tcp_pull_port tcp_reconnect_backoff test
        top_file top_file_merging_strategy transport transport_opts use_master_when_local
        use_yamlloader_old user utils_dirs verify_env verify_master_pubkey_sign winrepo_cache_expire_max winrepo_cache_expire_min
        winrepo_cachefile winrepo_dir winrepo_dir_ng winrepo_remotes winrepo_remotes_ng winrepo_source_dir
        yaml_utf8 zmq_filtering zmq_monitor
        """);

    private static HashSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
